import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { displayAttributes, COLORS, readDisplay } from '../../../web/ui/tokens.ts';
import type { PortalAssets } from '../../../web/portal/server.tsx';
import type { WebAssets } from './assets.ts';
import { displayCookieOf } from './site.ts';

/** Style elements that antd makes at run time carry the nonce; nothing else inline is let through. */
const cspOf = (nonce: string, development: boolean): string =>
  [
    "default-src 'self'",
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `script-src 'self'${development ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The workbench's one page: it asks the interface for all it shows. */
export const workbenchPage =
  ({ script, styles, preload }: PortalAssets, transform: WebAssets['transform']) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(16).toString('base64');
    const english = /^\/en(\/|$)/.test(request.url);
    const display = Object.entries(displayAttributes(readDisplay(displayCookieOf(request.cookies))));
    let html = [
      '<!doctype html>',
      `<html lang="${english ? 'en' : 'zh-CN'}"${display.map(([name, value]) => ` ${name}="${value}"`).join('')}>`,
      '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
      `<meta name="robots" content="noindex"><meta name="theme-color" content="${COLORS.accent}">`,
      `<meta name="csp-nonce" content="${nonce}">`,
      `<title>${english ? 'Workbench' : '工作台'}</title>`,
      '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
      ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
      ...preload.map((href) => `<link rel="modulepreload" href="${href}">`),
      '</head><body>',
      `<div id="root"></div><noscript>${english ? 'The workbench needs JavaScript.' : '工作台需要启用 JavaScript。'}</noscript>`,
      `<script type="module" src="${script}"></script></body></html>`,
    ].join('');
    if (transform) html = await transform(request.url, html);
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', cspOf(nonce, transform !== undefined))
      .header('cache-control', 'no-store')
      .send(html);
  };
