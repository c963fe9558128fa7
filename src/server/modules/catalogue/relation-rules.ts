import { ONE_WAY, type StatedRelation, statedRelations } from '../../../shared/catalogue/relations.ts';
import type { RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import type { Access } from '../../../shared/catalogue/schemas.ts';
import type { CatalogueRules } from '../../../shared/policy/catalogue-rules.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { accessOf } from './record-facts.ts';
import { claimOf, claimsOf, relationsOfMany } from './relation-rows.ts';
import { type Target, targetsOf } from './relation-targets.ts';
import { ACCESS_LABELS } from './view-parts.ts';
import type { Candidate, Refusal } from './write-target.ts';

/** A record whose relations are looked at; `row` comes back with what is refused. */
export interface Relating extends Pick<Candidate, 'row' | 'key' | 'identifiers'> {
  id?: Id | undefined;
  type: ResourceType;
  platform: string;
  fields: RecordFields;
  title: string;
  rules: CatalogueRules;
}

interface Node {
  record: Relating;
  stated: StatedRelation[];
  claims: string[];
}

const STRICTNESS: Readonly<Record<Access, number>> = { open: 0, conditional: 1, closed: 2 };
export const isStricter = (a: Access, b: Access): boolean => STRICTNESS[a] > STRICTNESS[b];

/**
 * What relations forbid: a resource product may not be more open than its sources (国家 第二十二条，鄂 第十六条，穗 第十七条),
 * and nothing is part, product or offspring of itself by whatever way round. Records of one call see each other.
 */
export async function relationRefusals(db: ReadDb, base: string, records: readonly Relating[]): Promise<Refusal[]> {
  const nodes = records.map((record): Node => ({
    record,
    stated: statedRelations(record.type, record.fields, base),
    claims: claimsOf({ ...record, type: record.type.id }),
  }));
  const relating = nodes.filter(({ stated }) => stated.some(({ type, inherits }) => inherits || ONE_WAY.has(type)));
  if (relating.length === 0) return [];
  const own = new Map(nodes.flatMap((node) => node.claims.map((claim) => [claim, node] as const)));
  const graph = await loadGraph(db, relating, own);
  return relating.flatMap((node) => [...widerThanSource(node, own, graph.targets), ...roundabout(node, own, graph)]);
}

function widerThanSource(
  { record, stated }: Node,
  own: ReadonlyMap<string, Node>,
  targets: ReadonlyMap<string, Target>,
): Refusal[] {
  const access = accessOf(record.fields);
  for (const { field, inherits, reference } of stated) {
    if (!inherits) continue;
    const here = own.get(claimOf(reference));
    const source = here
      ? { title: here.record.title, access: accessOf(here.record.fields) }
      : targets.get(claimOf(reference));
    if (!source || !isStricter(source.access, access)) continue;
    const label = (which: Access) => ACCESS_LABELS[which]!;
    const params = {
      source: source.title,
      access_zh: label(access).zh,
      access_en: label(access).en,
      source_access_zh: label(source.access).zh,
      source_access_en: label(source.access).en,
    };
    return [{ row: record.row, field: field.id, code: 'write.wider_than_source', params, cite: record.rules.derived }];
  }
  return [];
}

interface Graph {
  targets: ReadonlyMap<string, Target>;
  /** One-way references of records in the database, by id. */
  edges: ReadonlyMap<Id, readonly string[]>;
}

/** No chain of sources or ancestors is followed beyond this many steps. */
const DEEPEST = 40;

/** Everything that can be reached, step by step: two look-ups a step for all records together. */
async function loadGraph(db: ReadDb, nodes: readonly Node[], own: ReadonlyMap<string, Node>): Promise<Graph> {
  const targets = new Map<string, Target>();
  const edges = new Map<Id, string[]>();
  let open = nodes.flatMap(({ stated }) => stated.map(({ reference }) => claimOf(reference)));
  for (let step = 0; step < DEEPEST; step++) {
    const asked = open.filter((claim) => !own.has(claim) && !targets.has(claim));
    if (asked.length === 0) break;
    const found = await targetsOf(db, asked);
    for (const [claim, target] of found) targets.set(claim, target);
    const fresh = [...new Set([...found.values()].map(({ id }) => id))].filter((id) => !edges.has(id));
    for (const id of fresh) edges.set(id, []);
    for (const { resource_id, relation, scheme, value_key } of await relationsOfMany(db, fresh))
      if (ONE_WAY.has(relation)) edges.get(resource_id)!.push(claimOf({ scheme, key: value_key }));
    open = fresh.flatMap((id) => edges.get(id)!);
  }
  return { targets, edges };
}

function roundabout(node: Node, own: ReadonlyMap<string, Node>, { targets, edges }: Graph): Refusal[] {
  const { record, stated } = node;
  const next = (claim: string): readonly string[] => {
    const here = own.get(claim);
    if (here) return here.stated.filter(({ type }) => ONE_WAY.has(type)).map(({ reference }) => claimOf(reference));
    const target = targets.get(claim);
    return (target && edges.get(target.id)) ?? [];
  };
  for (const { field, type, reference } of stated) {
    if (!ONE_WAY.has(type)) continue;
    const seen = new Set<string>();
    for (let open: readonly string[] = [claimOf(reference)]; open.length > 0;) {
      if (open.some((claim) => isSelf(node, claim, own, targets)))
        return [
          { row: record.row, field: field.id, code: 'write.relation_round', params: { value: reference.display } },
        ];
      for (const claim of open) seen.add(claim);
      open = open.flatMap(next).filter((claim) => !seen.has(claim));
    }
  }
  return [];
}

const isSelf = (
  node: Node,
  claim: string,
  own: ReadonlyMap<string, Node>,
  targets: ReadonlyMap<string, Target>,
): boolean => own.get(claim) === node || (node.record.id !== undefined && targets.get(claim)?.id === node.record.id);
