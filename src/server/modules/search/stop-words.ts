/** Chinese words that tell nothing, as jieba cuts them. */
export const STOP_HAN = new Set([
  ...Array.from('的了和与及或等在是为对由以于从将被其该此之并而也都就'),
  '及其',
  '以及',
  '对于',
  '关于',
]);

/** English ones; not `as`, the prefix of a culture collection's numbers. */
export const STOP_WORDS = new Set(
  'a an and are at be by for from in is it of on or that the this to was were with'.split(' '),
);
