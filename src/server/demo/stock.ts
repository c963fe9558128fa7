import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingInput, storeInput } from '../../shared/stock/keeping-schemas.ts';
import { serviceContent } from '../../shared/stock/service-schemas.ts';
import type { Ctx } from '../kernel/context.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { readYaml } from '../kernel/yaml-file.ts';
import { storeFile } from '../modules/imports/index.ts';
import {
  actOnService,
  changeSetting,
  createService,
  createStore,
  importLots,
  listServiceWork,
  listStores,
  readSetting,
} from '../modules/stock/index.ts';

const LOTS = join(PACKAGE_ROOT, 'demo/lots');
const platform = z.string();

const demoStock = z.strictObject({
  stores: z.array(z.strictObject({ ...storeInput.shape, platform })),
  settings: z.array(z.strictObject({ ...settingInput.shape, platform })),
  services: z.array(z.strictObject({ ...serviceContent.shape, platform })),
});

/** Stores and services as demo/stock.yaml gives them. */
export const readDemoStock = () => readYaml(join(PACKAGE_ROOT, 'demo/stock.yaml'), demoStock);

/** Tables of lots, `<platform code>.csv`. */
export const lotFiles = (): { path: string; platform: string }[] =>
  readdirSync(LOTS)
    .toSorted()
    .map((name) => ({ path: join(LOTS, name), platform: name.replace(/\.csv$/, '') }));

/**
 * Brings stores, lots and services of the demonstration through the functions the workbench calls; what is there already
 * stays, so that an interrupted load goes on.
 * @throws Error when a row of a table is refused for another reason than that it is there
 */
export async function loadStock(now: () => Ctx): Promise<void> {
  const { stores, settings, services } = readDemoStock();
  for (const store of stores) {
    const there = await listStores(now(), store.platform);
    if (!there.some(({ name }) => name === store.name)) await createStore(now(), store);
  }
  for (const setting of settings) {
    const { revision } = await readSetting(now(), setting.platform);
    if (revision === 0) await changeSetting(now(), { ...setting, revision });
  }
  for (const { path, platform: code } of lotFiles()) {
    const file = await storeFile(now(), createReadStream(path), `${code}.csv`);
    const { rows } = await importLots(now(), { platform: code, file: file.id, try_only: false });
    const bad = rows.find(({ faults }) => faults.some(({ column }) => column !== '批次号'));
    if (bad) throw new Error(`${code}.csv, row ${bad.row}: ${JSON.stringify(bad.faults)}`);
  }
  for (const service of services) {
    const { items } = await listServiceWork(now(), { platform: service.platform, limit: 100 });
    if (items.some(({ content }) => content.name_zh === service.name_zh)) continue;
    const id = await createService(now(), service);
    await actOnService(now(), id, { action: 'publish', revision: 1, reason: '' });
  }
}
