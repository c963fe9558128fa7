import { renderSVG } from 'uqr';
import { type DocumentInput, documentModel, type DocumentModel, textsOf } from '../../../shared/documents/model.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import { fontFolder, shownCharacters } from './fonts.ts';
import { type Rendered, Renderer } from './renderer.ts';

const renderers = new WeakMap<Services, Renderer>();

/** The processes that set the documents of this server, started when first needed. */
export function rendererOf(services: Services): Renderer {
  const known = renderers.get(services);
  if (known) return known;
  const renderer = new Renderer(() => fontFolder(services));
  renderers.set(services, renderer);
  return renderer;
}

export const stopRenderer = async (services: Services): Promise<void> => renderers.get(services)?.stop();

/**
 * Checks what a document says before it is promised to anybody: its shape, and that every character can be printed.
 * @throws documents.characters_missing naming the fields and the characters
 */
export async function checkedModel(input: DocumentInput): Promise<DocumentModel> {
  const model = documentModel.parse(input);
  const shown = await shownCharacters();
  const missing = new Set<string>();
  const errors = [...textsOf(model)].flatMap(([path, text]): FieldFault[] => {
    const odd = oddIn(text, shown);
    if (odd.length === 0) return [];
    for (const character of odd) missing.add(character);
    const named = odd.map(nameOf).join('、');
    return [{ path, code: 'character_missing', zh: `无法印出的字符：${named}`, en: `cannot be printed: ${named}` }];
  });
  if (errors.length === 0) return model;
  const characters = [...missing].map(nameOf).join('、');
  throw documentsProblem('documents.characters_missing', { count: missing.size, characters }, { errors });
}

/** Stands for a character that no font has, as typesetters have always done (下駄記号, U+3013). */
const MISSING = '〓';

/** A document whose characters all can be printed: those that cannot become 〓, and a note at its end names them. */
export async function printableModel(input: DocumentInput): Promise<DocumentModel> {
  const shown = await shownCharacters();
  const missing = new Set<string>();
  const printable = (value: unknown): unknown => {
    if (typeof value === 'string') {
      for (const character of oddIn(value, shown)) missing.add(character);
      return [...value].map((character) => (missing.has(character) ? MISSING : character)).join('');
    }
    if (Array.isArray(value)) return value.map(printable);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, printable(part)]));
  };
  const model = documentModel.parse(printable(input));
  if (missing.size === 0) return model;
  const points = [...missing].map((character) => pointOf(character)).join('、');
  return {
    ...model,
    blocks: [...model.blocks, { kind: 'paragraph', text: `注：文中“${MISSING}”为字库暂缺的字，依次为 ${points}。` }],
  };
}

const oddIn = (text: string, shown: ReadonlySet<number>): string[] =>
  [...new Set(text)].filter((character) => character !== '\n' && !shown.has(character.codePointAt(0)!));

const pointOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** A character with its code point, as some cannot be seen: 𪚥（U+2A6A5）. */
const nameOf = (character: string): string => `${character}（${pointOf(character)}）`;

/** The PDF/A of a checked model; the same model gives the same bytes, on any machine. */
export const setDocument = (ctx: Pick<Ctx, 'services'>, model: DocumentModel): Promise<Rendered> =>
  rendererOf(ctx.services).render(
    JSON.stringify({ ...model, ...(model.verify && { qr: renderSVG(model.verify.url, { border: 0 }) }) }),
  );

/** The same as a Word file, for those who go on writing in it. */
export const setWord = (ctx: Pick<Ctx, 'services'>, model: DocumentModel): Promise<Rendered> =>
  rendererOf(ctx.services).render(JSON.stringify(model), 'docx');
