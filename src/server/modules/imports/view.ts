import { fill, type Bilingual, type Lang, type Params, pick } from '../../../shared/i18n.ts';
import { IMPORT_NOTES } from '../../../shared/imports/faults.ts';
import type { IMPORT_STATES } from '../../../shared/imports/routes.ts';
import type { Batch, Note } from './store.ts';

export const IMPORT_STATE_LABELS: Readonly<Record<(typeof IMPORT_STATES)[number], Bilingual>> = {
  waiting: { zh: '等待', en: 'Waiting' },
  running: { zh: '进行中', en: 'Running' },
  done: { zh: '完成', en: 'Done' },
  failed: { zh: '失败', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

export const noteText = ({ code, params }: Note, lang: Lang): string =>
  fill(pick(IMPORT_NOTES[code], lang), params as Params);

/** Seconds to the end at the present rate; the rows left are those of the file. */
export const secondsLeft = ({ rate, rows_total, last_row, layout }: Batch): number | null =>
  rate === null || rate <= 0 || rows_total === null
    ? null
    : Math.max(0, Math.round((rows_total - Math.max(0, last_row - layout.headingRow)) / rate));

/** A batch as it is shown. */
export function viewOf(batch: Batch, platform: { code: string; name: string }, typeLabel: string, lang: Lang) {
  const running = batch.state === 'running';
  return {
    id: batch.id,
    platform,
    type: batch.type,
    type_label: typeLabel,
    file_name: batch.file_name,
    format: batch.layout.format,
    dry_run: batch.dry_run,
    target_state: batch.target_state,
    state: batch.state,
    state_label: pick(IMPORT_STATE_LABELS[batch.state], lang),
    rows_total: batch.rows_total,
    rows_done: batch.rows_done,
    created: batch.created_count,
    updated: batch.updated_count,
    unchanged: batch.unchanged_count,
    refused: batch.refused_count,
    warnings: batch.warning_count,
    rate: running ? batch.rate : null,
    seconds_left: running ? secondsLeft(batch) : null,
    failure: batch.failure && {
      code: batch.failure.code,
      message: lang === 'en' ? batch.failure.en : batch.failure.zh,
    },
    notes: batch.notes.map((note) => ({ code: note.code, message: noteText(note, lang) })),
    undo: undoOf(batch, lang),
    started_by: batch.started_by_name,
    created_at: batch.created_at,
    started_at: batch.started_at,
    ended_at: batch.ended_at,
  };
}

function undoOf(batch: Batch, lang: Lang) {
  if (batch.undo_state === null) return null;
  const { undo_failure: failure } = batch;
  return {
    state: batch.undo_state,
    reason: batch.undo_reason ?? '',
    total: batch.undo_total,
    done: batch.undo_removed + batch.undo_withdrawn + batch.undo_restored + batch.undo_left,
    removed: batch.undo_removed,
    withdrawn: batch.undo_withdrawn,
    restored: batch.undo_restored,
    left: batch.undo_left,
    failure: batch.undo_state === 'failed' && failure ? (lang === 'en' ? failure.en : failure.zh) : null,
    by: batch.undo_by_name ?? '',
    ended_at: batch.undo_ended_at,
  };
}
