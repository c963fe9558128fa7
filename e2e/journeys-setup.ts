import type { TestProject } from 'vitest/node';
import { startProduct } from './product.ts';

/** The product that journeys through months share; they set its time, only ever forward. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Somebody who writes a journey keeps a product running, `address clock-file password`, rather than start one for every try.
  const kept = process.env['KEYUAN_E2E_PRODUCT']?.split(' ');
  const { address, password, clockFile, stop } =
    kept === undefined
      ? await startProduct({ clock: true })
      : { address: kept[0]!, clockFile: kept[1]!, password: kept.slice(2).join(' '), stop: async () => undefined };
  project.provide('address', address);
  project.provide('password', password);
  project.provide('clockFile', clockFile);
  return stop;
}
