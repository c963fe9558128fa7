import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Services } from '../../kernel/context.ts';
import { codePointsOf } from './font-glyphs.ts';
import { renamedFont } from './font-names.ts';

/** Fonts of documents: 宋 (Noto Serif SC) and 黑 (Noto Sans SC), each in two weights, under names of their own. */
const FONTS = [
  { family: 'Keyuan Song', style: 'Regular', package: 'noto-serif-sc', file: '400Regular/NotoSerifSC_400Regular.ttf' },
  { family: 'Keyuan Song', style: 'Black', package: 'noto-serif-sc', file: '900Black/NotoSerifSC_900Black.ttf' },
  { family: 'Keyuan Hei', style: 'Regular', package: 'noto-sans-sc', file: '400Regular/NotoSansSC_400Regular.ttf' },
  { family: 'Keyuan Hei', style: 'Bold', package: 'noto-sans-sc', file: '700Bold/NotoSansSC_700Bold.ttf' },
] as const;

/** Another number makes every installation prepare its fonts anew. */
const VERSION = 1;

const sourceOf = (name: string, file: string): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}/${file}`);

const preparing = new Map<string, Promise<string>>();

/** The folder with the fonts of documents; made at first use from what came with the packages, without network. */
export function fontFolder({ config }: Pick<Services, 'config'>): Promise<string> {
  const folder = join(config.dataFolder, 'cache', `fonts-${VERSION}`);
  const work = preparing.get(folder) ?? prepare(folder);
  preparing.set(folder, work);
  work.catch(() => preparing.delete(folder));
  return work;
}

async function prepare(folder: string): Promise<string> {
  if (existsSync(folder)) return folder;
  const temporary = `${folder}.${process.pid}`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  for (const { family, style, package: name, file } of FONTS) {
    const font = renamedFont(await readFile(sourceOf(name, file)), family, style);
    await writeFile(join(temporary, `${family.replace(' ', '')}-${style}.ttf`), font);
    await copyFile(sourceOf(name, 'LICENSE_FONT'), join(temporary, `${family.replace(' ', '')}-OFL.txt`));
  }
  await rename(temporary, folder).catch(async (cause: unknown) => {
    // Another process was quicker.
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  });
  return folder;
}

let glyphs: Promise<ReadonlySet<number>> | undefined;

/** Characters that documents can show. */
export function shownCharacters(): Promise<ReadonlySet<number>> {
  glyphs ??= Promise.all(
    FONTS.filter(({ style }) => style === 'Regular').map(async ({ package: name, file }) =>
      codePointsOf(await readFile(sourceOf(name, file))),
    ),
  ).then((sets) => new Set(sets.flatMap((set) => [...set])));
  return glyphs;
}
