import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import type { PortalAssets } from '../../../web/portal/server.tsx';

export const CLIENT_FOLDER = join(PACKAGE_ROOT, 'dist/client');
const PORTAL = 'src/web/portal/client.tsx';
const WORKBENCH = 'src/web/workbench/main.tsx';

/** Where the browser finds the two front ends. */
export interface WebAssets {
  portal: PortalAssets;
  workbench: PortalAssets;
  /** Folder of built files to serve; undefined where a development server does. */
  folder: string | undefined;
  /** Finishes a page in development, where Vite adds its own scripts. */
  transform?: (address: string, html: string) => Promise<string>;
}

interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
  dynamicImports?: string[];
}
type Manifest = Readonly<Record<string, ManifestEntry>>;

/** Reads the manifest of the build. @throws Error when there is no build */
export function builtAssets(): WebAssets {
  const file = join(CLIENT_FOLDER, '.vite/manifest.json');
  if (!existsSync(file)) throw new Error(`no build of the front ends: ${file}`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return {
    portal: assetsOf(manifest, PORTAL),
    workbench: assetsOf(manifest, WORKBENCH),
    folder: CLIENT_FOLDER,
  };
}

/** An entry with everything it imports: style sheets that both front ends use lie in a chunk of their own. */
export function assetsOf(manifest: Manifest, entry: string): PortalAssets {
  const seen = new Set<string>();
  const walk = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const imported of manifest[name]?.imports ?? []) walk(imported);
  };
  walk(entry);
  // Pages that are fetched when first asked for: their style sheets must stand in the HTML that the server makes of them.
  const entryParts = new Set(seen);
  for (const name of entryParts) for (const later of manifest[name]?.dynamicImports ?? []) walk(later);
  const late = [...seen].filter((name) => !entryParts.has(name)).flatMap((name) => manifest[name]!.css ?? []);
  // Imported chunks first: shared style sheets come before the entry's own.
  const chunks = [...entryParts].reverse().map((name) => manifest[name]!);
  return {
    script: `/${manifest[entry]!.file}`,
    styles: [...new Set([...chunks.flatMap(({ css }) => css ?? []), ...late])].map((path) => `/${path}`),
    preload: chunks.filter(({ file }) => file !== manifest[entry]!.file).map(({ file }) => `/${file}`),
  };
}
