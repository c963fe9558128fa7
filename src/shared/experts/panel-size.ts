/** Whether a panel has as many experts as the rules ask for (`rounds.panel`). */
export const isSized = ({ least, odd }: { least: number; odd: boolean }, size: number): boolean =>
  size >= least && (!odd || size % 2 === 1);
