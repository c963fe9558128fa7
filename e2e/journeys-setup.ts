import type { TestProject } from 'vitest/node';
import { startProduct } from './product.ts';

/** The product that journeys through months share; they set its time, only ever forward. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, password, clockFile, stop } = await startProduct({ clock: true });
  project.provide('address', address);
  project.provide('password', password);
  project.provide('clockFile', clockFile);
  return stop;
}
