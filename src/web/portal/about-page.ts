import { type ProsePage, type ProseSection, contactSection } from './prose-page.ts';
import type { Site } from './site.ts';

/** What leads this network, and by which instrument: from its programme, else all networks of the site. */
function foundation(site: Site): ProseSection {
  const shown = site.programme ? [site.programme] : site.programmes;
  return {
    title: site.programme
      ? { zh: '依据与主管部门', en: 'Foundation and authority' }
      : { zh: '本站的共享网', en: 'Networks on this site' },
    ...(shown.length === 0
      ? { text: [{ zh: '尚未设置共享网。', en: 'No network has been set up yet.' }] }
      : {
          terms: shown.map((programme) => {
            const instrument = site.instruments[programme.ruleSet];
            return {
              term: programme.name,
              text: {
                zh: [instrument && `依据《${instrument.zh}》`, programme.authority && `由${programme.authority.zh}主管`]
                  .filter(Boolean)
                  .join('，'),
                en: [
                  instrument && `under the ${instrument.en}`,
                  programme.authority && `led by ${programme.authority.en}`,
                ]
                  .filter(Boolean)
                  .join(', '),
              },
            };
          }),
        }),
  };
}

export const aboutPage: ProsePage = {
  title: { zh: '关于本网', en: 'About this network' },
  lead: {
    zh: '科技资源共享网把各平台保藏和建设的科技资源编成统一目录，供公众查找，供科研人员获取和引用。',
    en: 'A science-and-technology resource sharing network brings the resources that its platforms keep into one catalogue: for everyone to find, for researchers to obtain and cite.',
  },
  sections: (site) => [
    foundation(site),
    {
      title: { zh: '目录收什么', en: 'What the catalogue holds' },
      list: [
        {
          zh: '科学数据、生物种质、菌种、标本、科研仪器等可供共享的科技资源的描述信息，由所在平台录入、审核和发布，并按期确认。',
          en: 'Descriptions of shared resources - data sets, germplasm, strains, specimens, instruments - entered, checked, published and regularly confirmed by their platforms.',
        },
        {
          zh: '利用财政性资金形成的资源原则上开放；不开放的须写明依据。涉密资源一律不收录。',
          en: 'Publicly funded resources are open in principle; an exception states its basis. Nothing classified is ever entered.',
        },
        {
          zh: '资源撤回后保留说明页，标识长期有效。标有“示例”的平台和资源是演示数据。',
          en: 'A withdrawn resource keeps a page that explains it, and its identifier stays valid. Platforms and resources marked “Example” are demonstration data.',
        },
      ],
    },
    {
      title: { zh: '标准', en: 'Standards' },
      list: [
        {
          zh: '资源描述遵循 GB/T 30523-2023《科技资源核心元数据》和各类资源的专门标准（如 MCPD、Darwin Core）。',
          en: 'Descriptions follow GB/T 30523-2023 (core metadata of science and technology resources) and the standards of each kind, such as MCPD and Darwin Core.',
        },
        {
          zh: '资源标识遵循 GB/T 32843-2016《科技资源标识》（CSTR），并列 DOI 等其他标识。',
          en: 'Identifiers follow GB/T 32843-2016 (CSTR), with DOI and others beside it.',
        },
      ],
    },
    contactSection(site, { zh: '运营与联系', en: 'Operation and contact' }),
  ],
};
