import type { ResultOf } from '../../shared/contract.ts';
import { useText } from '../ui/language.tsx';
import { PROVINCE_TILES } from '../ui/province-tiles.ts';
import type { PortalRoutes } from './api.ts';
import { count } from './numbers.ts';
import styles from './province-grid.module.css';
import { useSite } from './site.ts';
import { statisticsMessages } from './statistics-messages.ts';

type List = ResultOf<PortalRoutes['listCataloguePlatforms'], Blob>;

interface ProvinceGridProps extends Pick<List, 'regions' | 'map'> {
  chosen?: string | undefined;
  to: (code: string) => string;
}

/** Provinces with what each has: a grid of tiles, or the map that the operator has set up. */
export const ProvinceGrid = (props: ProvinceGridProps) =>
  props.map ? <Map {...props} map={props.map} /> : <Tiles {...props} />;

function Tiles({ regions, chosen, to }: ProvinceGridProps) {
  const t = useText(statisticsMessages);
  const { lang } = useSite();
  const held = new globalThis.Map(regions.map((region) => [region.value, region]));
  return (
    <>
      <ul className={styles.grid}>
        {PROVINCE_TILES.map(({ code, zh, en, column, row }) => {
          const region = held.get(code);
          const place = `${styles[`c${column}`]} ${styles[`r${row}`]}`;
          const name = lang === 'en' ? en : zh;
          return (
            <li key={code} className={place}>
              {region === undefined ? (
                <span className={styles.tile} aria-hidden="true">
                  {name}
                </span>
              ) : (
                <a
                  className={styles.tile}
                  href={to(code)}
                  aria-current={chosen === code ? 'true' : undefined}
                  title={region.label}
                >
                  <span>{name} </span>
                  <span className={styles.number}>{count(lang, region.count)}</span>
                </a>
              )}
            </li>
          );
        })}
      </ul>
      <p className={styles.note}>{t('regionsAlt')}</p>
    </>
  );
}

function Map({ regions, map, to }: ProvinceGridProps & { map: NonNullable<List['map']> }) {
  const t = useText(statisticsMessages);
  const { lang } = useSite();
  const held = new globalThis.Map(regions.map((region) => [region.value, region]));
  return (
    <>
      <svg className={styles.map} viewBox={map.view_box} role="group" aria-label={t('regionsTitle')}>
        {map.shapes.map(({ code, d }) => {
          const region = held.get(code);
          return region === undefined ? (
            <path key={code} className={styles.shape} d={d} />
          ) : (
            <a key={code} href={to(code)} aria-label={`${region.label} ${count(lang, region.count)}`}>
              <path className={`${styles.shape} ${styles.held}`} d={d}>
                <title>{`${region.label} ${count(lang, region.count)}`}</title>
              </path>
            </a>
          );
        })}
      </svg>
      <p className={styles.note}>{`${t('mapAlt')} · ${map.approval}`}</p>
    </>
  );
}
