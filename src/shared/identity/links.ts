/** Where a one-time link leads. The token is the fragment, which browsers keep to themselves. */
export const LINK_PATH = '/workbench/link';

/** @param base address of the product without a trailing slash */
export const linkAddress = (base: string, token: string): string => `${base}${LINK_PATH}#${token}`;
