/** Line drawings on a 24 grid, our own; always beside a word or a label, so hidden from assistive technology. */
const PATHS = {
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm5 11.5L20 20',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  out: 'M13 5h6v6m0-6-9 9M9 6H5v13h13v-4',
  close: 'm6 6 12 12M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  copy: 'M9 9h10v11H9zM6 15H5V4h10v2',
  filter: 'M4 6h16M7 12h10m-7 6h4',
  info: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm0 7v5m0-8.5v.5',
  warn: 'M12 4 3 19.5h18L12 4Zm0 6v4m0 2.5v.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.6-3.6 3.3-5.5 7-5.5s6.400 1.900 7 5.500',
  flag: 'M6 21V4m0 1h11l-2 4 2 4H6',
  list: 'M5 6h14M5 12h14M5 18h14',
  download: 'M12 4v11m-4.5-4.500L12 15l4.500-4.500M5 19h14',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg
    width="1.25em"
    height="1.25em"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
);
