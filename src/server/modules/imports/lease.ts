/** Seconds a process may go without writing a chunk before another takes its batch over. */
const LEASE_SECONDS = 15;
/** Bytes a second that are read at least while the rows behind us are counted and passed over. */
const READING = 5 * 1024 ** 2;

export const leaseFrom = (seconds = LEASE_SECONDS): string => new Date(Date.now() + seconds * 1000).toISOString();
export const leaseToSkip = (fileSize: number): string => leaseFrom(LEASE_SECONDS + Math.ceil(fileSize / READING));

/** Another process has the batch, or it is over: this one writes nothing more. */
export class Lost extends Error {
  override readonly name = 'Lost';
}
