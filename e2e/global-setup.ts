import type { TestProject } from 'vitest/node';
import { startProduct } from './product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the running product, without a slash at the end. */
    address: string;
    /** Password of every demonstration account. */
    password: string;
    /** File that holds the product's time; only journeys through time have one. */
    clockFile: string;
    /** Folder of the mails. */
    outbox: string;
  }
}

/** The product that the tests of pages share, at the machine's time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, password, outbox, stop } = await startProduct({ clock: false });
  project.provide('address', address);
  project.provide('password', password);
  project.provide('outbox', outbox);
  return stop;
}
