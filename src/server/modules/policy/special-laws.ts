import { join } from 'node:path';
import { type SharingRules, type SpecialRule, specialLaws } from '../../../shared/policy/sharing.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

let read: ReadonlyMap<string, SpecialRule> | undefined;
const laws = (): ReadonlyMap<string, SpecialRule> =>
  (read ??= new Map(
    readYaml(join(PACKAGE_ROOT, 'reference/special-laws.yaml'), specialLaws).laws.map((law) => [law.id, law]),
  ));

/** The rules behind the laws that a rule set names, as its digest takes them in. */
export const namedLaws = ({ special_laws: named }: SharingRules): SpecialRule[] =>
  (named?.value ?? []).flatMap((id) => laws().get(id) ?? []);

/** Names of laws that the reference file does not have, by their place in the list. */
export const unknownLaws = ({ special_laws: named }: SharingRules): { at: number; id: string; known: string[] }[] =>
  (named?.value ?? []).flatMap((id, at) => (laws().has(id) ? [] : [{ at, id, known: [...laws().keys()] }]));

/** Sharing rules with the laws they name among their special rules, under the article that defers to them. */
export const withNamedLaws = (sharing: SharingRules): SharingRules => ({
  ...sharing,
  special: [...namedLaws(sharing).map((value) => ({ ...sharing.special_laws!, value })), ...sharing.special],
});
