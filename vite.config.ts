import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { tokenCss } from './src/web/ui/tokens-css.ts';

/** `virtual:tokens.css`: the custom properties of `src/web/ui/tokens.ts`. */
function tokens(): Plugin {
  return {
    name: 'keyuan-tokens',
    resolveId: (id) => (id === 'virtual:tokens.css' ? '\0tokens.css' : undefined),
    load: (id) => (id === '\0tokens.css' ? tokenCss() : undefined),
  };
}

const NONCE = `document.querySelector('meta[name="csp-nonce"]')?.content`;

/**
 * Where antd makes a style element without being told the nonce (it measures scroll bars, it locks the page under a dialog), it
 * takes that of the page: the policy would refuse it.
 */
function nonceOfPage(): Plugin {
  return {
    name: 'keyuan-nonce',
    apply: 'build',
    transform: (code, id) =>
      id.endsWith('@rc-component/util/es/Dom/dynamicCSS.js')
        ? code.replace(/(?:option\.)?csp\?\.nonce/g, (told) => `(${told} ?? ${NONCE})`)
        : undefined,
  };
}

/** Writes `.br` and `.gz` beside every text asset, so that the server compresses none while it serves. */
function precompress(): Plugin {
  return {
    name: 'keyuan-precompress',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    writeBundle({ dir }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (!/\.(js|css|svg)$/.test(fileName)) continue;
        const file = join(dir!, fileName);
        const bytes = readFileSync(file);
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}

/** Threads of the server: each `*-worker.ts` becomes a file beside `main.js`, where `kernel/worker.ts` looks for it. */
const workers = Object.fromEntries(
  readdirSync('src/server', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-worker.ts'))
    .map((path) => [basename(path, '.ts'), join('src/server', path)]),
);

export default defineConfig({
  appType: 'custom',
  publicDir: 'src/web/public',
  plugins: [react(), tokens(), nonceOfPage(), precompress()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        manifest: true,
        // The workbench is for those who work in it for hours; the portal's weight is held by e2e/first-load.test.ts.
        chunkSizeWarningLimit: 2000,
        rolldownOptions: {
          input: { portal: 'src/web/portal/client.tsx', workbench: 'src/web/workbench/main.tsx' },
        },
      },
    },
    ssr: {
      build: {
        outDir: 'dist/server',
        ssr: true,
        copyPublicDir: false,
        sourcemap: true,
        rolldownOptions: {
          input: { main: 'src/server/main.ts', ...workers },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        },
      },
    },
  },
});
