import { useMemo } from 'react';
import type { ResourceType } from '../../shared/catalogue/resource-type.ts';
import { type TypeView, typeFromView } from '../../shared/catalogue/type-view.ts';
import { useRead } from './client.tsx';

/** A type as the form needs it. */
export function useRecordType(id: string) {
  const read = useRead('readResourceType', { params: { type: id } }, { staleTime: Infinity });
  const data = useMemo<ResourceType | undefined>(
    () => (read.data === undefined ? undefined : typeFromView(read.data as unknown as TypeView)),
    [read.data],
  );
  return { data, error: read.error, refetch: read.refetch };
}
