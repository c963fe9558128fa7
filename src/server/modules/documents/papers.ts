import { join } from 'node:path';
import { buildPaper, type PaperFacts, type PaperKind, paperOf, valuesUsed } from '../../../shared/documents/paper.ts';
import type { DocumentInput, DocumentModel } from '../../../shared/documents/model.ts';
import { papersFile, paperSpec, type PaperSpec } from '../../../shared/documents/paper-spec.ts';
import { filled } from '../../../shared/documents/paper-text.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { type Issued, issueDocument } from './issue.ts';
import { printableModel, setDocument, setWord } from './set-document.ts';
import type { DocumentRow } from './store.ts';

let known: Readonly<Record<string, PaperSpec>> | undefined;

/** How the kinds of the project's list are made. */
const defaults = (): Readonly<Record<string, PaperSpec>> =>
  (known ??= readYaml(join(PACKAGE_ROOT, 'document-templates/papers.yaml'), papersFile).papers);

/** What is not described is a sheet of its fields. */
const PLAIN = paperSpec.parse({ layout: 'sheet' });

/** A kind of a rule set's documents.yaml, with how it is made; one that is not in it has the id for its name. */
export function paperKind(ruleSet: Pick<RuleSet, 'documents'>, id: string): PaperKind {
  const found = ruleSet.documents?.documents.find(({ value }) => value.id === id)?.value;
  const spec = found?.paper ?? defaults()[id] ?? PLAIN;
  const { name = { zh: id, en: id }, direction = 'out', fields = [] } = found ?? {};
  return { id, name, direction, fields, spec };
}

export interface PaperOrder {
  kind: PaperKind;
  ruleSet: Pick<RuleSet, 'id' | 'version'>;
  facts: PaperFacts;
  programme: string;
  subject: { kind: string; id: string };
  owner: Id | null;
  /** Desks of those who read it; null: all who see its subject. */
  readers: readonly string[] | null;
  public: boolean;
}

/** Issues a paper of a case inside an act: what it says is fixed with the step it comes with. */
export function issuePaper(ctx: Ctx, tx: Tx, order: PaperOrder): Promise<Issued> {
  const { kind, ruleSet, facts } = order;
  const direction = kind.direction === 'in' ? 'in' : 'out';
  const given = kind.spec.number === undefined ? undefined : filled(kind.spec.number, facts.values);
  const used = usedFacts(kind, facts);
  return issueDocument(ctx, tx, {
    kind: kind.id,
    label: kind.name,
    programme: order.programme,
    series: facts.issuers[kind.spec.issuer === 'filer' ? 'authority' : kind.spec.issuer].join('、'),
    ...(kind.spec.series !== undefined && { word: kind.spec.series }),
    givenNumber: given,
    subject: order.subject,
    owner: order.owner,
    public: order.public,
    // A title of a paper that is not for the public may name whom it is about.
    ...(!order.public &&
      typeof kind.spec.title === 'string' &&
      kind.spec.title.includes('{') && { publicTitle: kind.name.zh }),
    model: (number) => buildPaper(kind, facts, { number }),
    data: (number) => ({ ...paperOf(kind, facts, { number }), values: used.values }),
    paper: {
      direction,
      ruleSet: ruleSet.id,
      version: ruleSet.version,
      action: facts.action,
      facts: used,
      readers: order.readers,
    },
  });
}

/** Facts that a kind does not use stay out of what is kept with it. */
function usedFacts(kind: PaperKind, facts: PaperFacts): PaperFacts {
  const { names, lists } = valuesUsed(kind);
  return {
    ...facts,
    values: Object.fromEntries(Object.entries(facts.values).filter(([name]) => names.includes(name))),
    rows: Object.fromEntries(Object.entries(facts.rows).filter(([name]) => lists.includes(name))),
  };
}

/** A paper before it is issued (marked as a draft, without number), or a form to sign with what is known filled in. */
export async function draftPaper(
  ctx: Ctx,
  kind: PaperKind,
  facts: PaperFacts,
  format: 'pdf' | 'docx',
): Promise<Download> {
  const model = await printableModel(buildPaper(kind, facts, { number: undefined }));
  const { bytes } = format === 'docx' ? await setWord(ctx, model) : await setDocument(ctx, model);
  const mediaType =
    format === 'docx' ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : 'application/pdf';
  return { bytes, name: `${model.title}.${format}`, mediaType, size: bytes.length, inline: format === 'pdf' };
}

/** The copy of a paper without what its kind withholds from those the case is about. */
export async function openCopy(ctx: Pick<Ctx, 'services'>, row: DocumentRow): Promise<DocumentModel> {
  if (row.rule_set === null) return printableModel(row.model as DocumentInput);
  const kind = paperKind(ruleSetVersion(ctx, row.rule_set, row.rule_set_version!), row.kind);
  const built = buildPaper(kind, row.facts as PaperFacts, { number: row.number_text, copy: 'open' });
  const signs = built.blocks.filter((block) => block.kind !== 'sign');
  return printableModel({
    ...built,
    blocks: signs,
    mark: [built.mark, '节录：略去评审人员信息'].filter((part) => part !== undefined).join(' · '),
  });
}
