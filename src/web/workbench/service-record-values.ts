import { fenOf, yuanText } from '../../shared/stock/fees.ts';
import type { RecordContentInput } from '../../shared/service-records/record-content.ts';
import { filled } from './form-dialog.tsx';
import type { WorkbenchApi } from './api.ts';

export type ServiceRecord = Awaited<ReturnType<WorkbenchApi['readServiceRecord']>>;

/** What the form holds: money as typed yuan, resources by id. */
export type RecordValues = Omit<RecordContentInput, 'income_fen' | 'cost_fen' | 'resources'> & {
  income?: string;
  cost?: string;
  resources?: string[];
};

/** @param before the record that is corrected: what the form does not ask for stays as it was */
export const bodyOf = ({ income, cost, resources, receiver, ...rest }: RecordValues, before?: ServiceRecord) =>
  ({
    service: before?.service?.id,
    ...filled(rest),
    receiver: filled(receiver),
    resources: (resources ?? []).map((id) => {
      const known = before?.resources.find((one) => one.id === id);
      return { id, quantity: known?.quantity, unit: known?.unit_id };
    }),
    // What cannot be read is refused under its field by the server's form check.
    income_fen: fenOf(income ?? '') ?? 0,
    cost_fen: fenOf(cost ?? '') ?? null,
  }) as RecordContentInput;

export const valuesOf = (record: ServiceRecord): RecordValues => ({
  kind: record.kind.id as RecordValues['kind'],
  title: record.title,
  channel: record.channel.id as RecordValues['channel'],
  modes: record.modes.map(({ id }) => id) as NonNullable<RecordValues['modes']>,
  on: record.on,
  receiver: record.receiver,
  purpose: record.purpose.id,
  purpose_text: record.purpose_text,
  project: record.project,
  resources: record.resources.map(({ id }) => id),
  quantity: record.quantity,
  unit: record.unit_of_quantity,
  participants: record.participants,
  hours: record.hours,
  income: yuanText(record.income_fen),
  ...(record.cost_fen !== null && { cost: yuanText(record.cost_fen) }),
  contract: record.contract,
  specification: record.specification,
  specified_on: record.specified_on,
  due_back: record.due_back,
  outcome: record.outcome,
});
