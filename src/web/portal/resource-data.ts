import type { ResultOf } from '../../shared/contract.ts';
import type { z } from 'zod';
import type { tombstone } from '../../shared/catalogue/schemas.ts';
import type { PortalRoutes } from './api.ts';
import type { Offers } from './service-list.tsx';

export type Resource = ResultOf<PortalRoutes['readResource'], Blob>;
export type Version = ResultOf<PortalRoutes['listVersions'], Blob>['items'][number];
export type Related = ResultOf<PortalRoutes['listRelated'], Blob>['items'][number];
export type Change = ResultOf<PortalRoutes['compareVersions'], Blob>['items'][number];
export type Tombstone = z.output<typeof tombstone>;

/** Services, ratings and works of a resource. */
export type Use = ResultOf<PortalRoutes['readResourceRecord'], Blob>;

export interface ResourceData {
  resource: Resource;
  /** Newest first. */
  versions: readonly Version[];
  related: readonly Related[];
  offers: Offers;
  use: Use;
}

export interface GoneData {
  tombstone: Tombstone;
}

export interface VersionsData {
  id: string;
  title: string;
  versions: readonly Version[];
  compared: { from: number; to: number; changes: readonly Change[] } | undefined;
}
