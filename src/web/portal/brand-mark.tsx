/** The product's mark: a spring (源) over which three streams meet. */
export const BrandMark = () => (
  <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
    <rect width="40" height="40" rx="8" fill="var(--accent, #17508f)" />
    <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
      <path d="M9 11c4 0 6.500 3.500 11 3.500S27 11 31 11" />
      <path d="M9 18c4 0 6.500 3.500 11 3.500S27 18 31 18" opacity=".75" />
      <path d="M20 21.500V30" />
    </g>
    <circle cx="20" cy="31" r="2.600" fill="#fff" />
  </svg>
);
