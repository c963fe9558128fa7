import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { createCodeList } from '../../../shared/catalogue/code-list.ts';
import { type CodeSpec, codeSpec, type ReferenceLists } from '../../../shared/catalogue/resource-type.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

const countriesFile = z.strictObject({
  source: z.string(),
  names: z.record(
    z.string().regex(/^[A-Z]{3}$/),
    codeSpec.omit({ value: true, obsolete: true, successor: true }).partial(),
  ),
  former: z.array(codeSpec),
});
const disciplinesFile = z.strictObject({
  source: z.string(),
  verified: z.boolean(),
  disciplines: z.array(
    z.strictObject({
      code: z.string().regex(/^\d{3}$/),
      zh: z.string(),
      en: z.string(),
      aliases: z.array(z.string()).optional(),
    }),
  ),
});
const regionsFile = z.object({
  regions: z.array(z.object({ code: z.string().regex(/^\d{6}$/), zh: z.string(), en: z.string() })),
});

const file = (name: string): string => join(PACKAGE_ROOT, 'reference', name);

/** Lists that the types share: ISO 3166-1, GB/T 13745, GB/T 2260. */
export const readReferenceLists = (): ReferenceLists => ({
  country: createCodeList(countries()),
  discipline: createCodeList(disciplines()),
  region: createCodeList(regions()),
});

/** From i18n-iso-countries; `reference/countries.yaml` sets names right and adds the codes that ISO has withdrawn. */
function countries(): CodeSpec[] {
  const require = createRequire(import.meta.url);
  const codes = require('i18n-iso-countries/codes.json') as [
    alpha2: string,
    alpha3: string,
    number: string,
    iso: string,
  ][];
  const names = (lang: string): Record<string, string | string[]> =>
    (require(`i18n-iso-countries/langs/${lang}.json`) as { countries: Record<string, string | string[]> }).countries;
  const [zh, en] = [names('zh'), names('en')];
  const { names: ours, former } = readYaml(file('countries.yaml'), countriesFile);
  const current = codes.flatMap(([alpha2, alpha3]): CodeSpec[] => {
    const [zhNames, enNames] = [[zh[alpha2] ?? []].flat(), [en[alpha2] ?? []].flat()];
    const own = ours[alpha3];
    // The library also lists user-assigned codes (XKX), which are not in ISO 3166-1.
    if (alpha3.startsWith('X') || (zhNames[0] === undefined && own === undefined)) return [];
    return [
      {
        value: alpha3,
        zh: own?.zh ?? zhNames[0]!,
        en: own?.en ?? enNames[0]!,
        aliases: [alpha2, ...zhNames, ...enNames, ...(own?.aliases ?? [])],
      },
    ];
  });
  return [...current, ...former.map((entry) => ({ ...entry, obsolete: true }))];
}

const disciplines = (): CodeSpec[] =>
  readYaml(file('disciplines.yaml'), disciplinesFile).disciplines.map(({ code, ...names }) => ({
    value: code,
    ...names,
  }));

/** Regions are also found without their suffix (湖北) and by their full name (湖北省武汉市). */
function regions(): CodeSpec[] {
  const all = readYaml(file('regions.yaml'), regionsFile).regions;
  const names = new Map(all.map(({ code, zh }) => [code, zh]));
  return all.map(({ code, zh, en }) => {
    const above = [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`])]
      .filter((parent) => parent !== code)
      .map((parent) => names.get(parent) ?? '');
    const short = zh.replace(/(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$/, '');
    const aliases = [above.join('') + zh, above.at(0) + zh, ...(short.length > 1 ? [short] : [])];
    return { value: code, zh, en, aliases: [...new Set(aliases)].filter((alias) => alias !== zh) };
  });
}
