import type { DocumentInput } from '../documents/model.ts';
import { sumsOf, yuanText } from '../stock/fees.ts';
import type { ContractContent } from './contract-content.ts';
import { priceOf } from './contract-price.ts';
import { sharesText } from './property.ts';

export interface ContractPaper {
  content: ContractContent;
  /** Articles that the price and the contract rest on, as printed. */
  basis: string;
  /** A rule says that nothing is charged above cost. */
  capped: boolean;
  /** Both sign: a contract; else a quotation that the platform alone gives. */
  contract: boolean;
  date: string;
}

type Block = DocumentInput['blocks'][number];
type Party = ContractContent['host'];

const partyRows = (party: Party): [string, string][] =>
  (
    [
      ['名称', party.name],
      ['统一社会信用代码', party.code],
      ['地址', party.address],
      ['法定代表人或负责人', party.representative],
      ['联系人及方式', party.contact],
    ] as const
  ).flatMap(([name, value]) => ((value ?? '') === '' ? [] : [[name, value!] as [string, string]]));

const section = (title: string, text: string): Block[] =>
  text === ''
    ? []
    : [
        { kind: 'heading', level: 1, text: title },
        { kind: 'paragraph', text },
      ];

/** 有偿服务合同 or 服务报价单: parties, subject, price with its cost, rights and duties of both, property, signatures. */
export function contractPaper(
  { content, basis, capped, contract, date }: ContractPaper,
  number: string,
): DocumentInput {
  const { total, cost, fiscal } = priceOf(content.lines);
  const term = [
    content.starts_on ? `自 ${content.starts_on} 起` : '自双方签署之日起',
    content.until_on ? `至 ${content.until_on} 止。` : '至服务完成、费用结清止。',
  ].join('');
  return {
    style: 'form',
    title: contract ? '有偿服务合同' : '服务报价单',
    issuer: content.host.name,
    date,
    number,
    blocks: [
      { kind: 'heading', level: 1, text: '甲方（提供方）' },
      { kind: 'facts', rows: partyRows(content.host) },
      { kind: 'heading', level: 1, text: '乙方（用户）' },
      { kind: 'facts', rows: partyRows(content.user) },
      ...section('标的', `${content.title}\n${content.scope}`.trim()),
      { kind: 'heading', level: 1, text: '费用与成本依据' },
      {
        kind: 'table',
        columns: [
          { title: '项目', width: 3 },
          { title: '单位' },
          { title: '数量', align: 'right' },
          { title: '单价（元）', align: 'right' },
          { title: '单位成本（元）', align: 'right' },
          { title: '金额（元）', align: 'right' },
        ],
        rows: content.lines.map((line) => [
          line.name,
          line.unit,
          String(line.quantity),
          yuanText(line.price_fen),
          yuanText(sumsOf(line).cost),
          yuanText(line.price_fen * line.quantity),
        ]),
      },
      {
        kind: 'paragraph',
        text: `合计 ${yuanText(total)} 元。成本 ${yuanText(cost)} 元，其中财政已负担 ${yuanText(fiscal)} 元。${capped ? `收费不高于成本，不以营利为目的${basis === '' ? '' : `（${basis}）`}。` : ''}`,
      },
      ...section('甲方的权利与义务', content.host_rights),
      ...section('乙方的权利与义务', content.user_rights),
      ...section('知识产权', sharesText(content.shares, 'zh')),
      ...section('保密', content.confidentiality),
      ...section('期限', contract ? term : ''),
      ...section('交付', content.deliver_on ? `计划于 ${content.deliver_on} 交付。` : ''),
      ...section('违约责任', content.liability),
      ...section('技术合同登记', contract && content.registrable ? '登记编号：____________________' : ''),
      {
        kind: 'sign',
        look: 'lines',
        labels: contract ? ['甲方（盖章）', '甲方代表', '乙方（盖章）', '乙方代表'] : ['报价单位（盖章）'],
      },
    ],
  };
}
