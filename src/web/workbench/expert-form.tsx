import { Form, Input } from 'antd';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { expertMessages } from './expert-messages.ts';

export type Expert = Awaited<ReturnType<WorkbenchApi['readExpert']>>;
type Own = Parameters<WorkbenchApi['changeOwnExpert']>[0]['body']['expert'];

/** What experts say of themselves, as lines of text: nobody fills thirty little fields. */
export interface OwnTexts {
  title?: string;
  disciplines?: string;
  languages?: string;
  email?: string;
  phone?: string;
  employers?: string;
  projects?: string;
  declared?: string;
}

const lines = (text: string | undefined): string[][] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.split(/[|｜]/).map((part) => part.trim()))
    .filter(([first]) => (first ?? '') !== '');
const names = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[、,，;；]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const orNull = (text: string | undefined): string | null => (text ?? '').trim() || null;

/** What was read of an entry keeps the organisations of the register it named, by their names. */
export function ownOf(texts: OwnTexts, before?: Expert): Own {
  const known = new Map(
    [
      ...(before?.employers ?? []),
      ...(before?.declared ?? []),
      ...(before?.projects ?? []).flatMap(({ organisations }) => organisations),
    ].flatMap(({ name, id }) => (id ? [[name, id]] : [])),
  );
  const named = (name: string) => ({ name, id: known.get(name) ?? null });
  return {
    title: texts.title ?? '',
    disciplines: names(texts.disciplines),
    languages: names(texts.languages),
    email: orNull(texts.email),
    phone: orNull(texts.phone),
    employers: lines(texts.employers).map(([name = '', from, to]) => ({
      ...named(name),
      from: orNull(from),
      to: orNull(to),
    })),
    projects: lines(texts.projects).map(([title = '', units, people, to]) => ({
      title,
      organisations: names(units).map(named),
      people: names(people),
      to: orNull(to),
    })),
    declared: lines(texts.declared).map(([name = '', reason = '']) => ({ ...named(name), reason })),
  };
}

const joined = (parts: readonly (string | null | undefined)[]): string =>
  parts
    .map((part) => part ?? '')
    .join('|')
    .replace(/\|+$/, '');

export const textsOf = (of: Expert): OwnTexts => ({
  title: of.title,
  disciplines: of.disciplines.map(({ code }) => code).join(','),
  languages: of.languages.join('、'),
  email: of.email ?? '',
  phone: of.phone ?? '',
  employers: of.employers.map(({ name, from, to }) => joined([name, from, to])).join('\n'),
  projects: of.projects
    .map(({ title, organisations, people, to }) =>
      joined([title, organisations.map(({ name }) => name).join('、'), people.join('、'), to]),
    )
    .join('\n'),
  declared: of.declared.map(({ name, reason }) => joined([name, reason])).join('\n'),
});

export function OwnFields() {
  const t = useText(expertMessages);
  return (
    <>
      <Form.Item name="title" label={t('title')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="disciplines"
        label={t('disciplines')}
        extra={t('disciplinesHelp')}
        rules={[{ required: true, message: t('disciplinesHelp') }]}
      >
        <Input />
      </Form.Item>
      <Form.Item name="employers" label={t('employers')} extra={t('employersHelp')}>
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item name="projects" label={t('projects')} extra={t('projectsHelp')}>
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item name="declared" label={t('declared')} extra={t('declaredHelp')}>
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item name="languages" label={t('languages')}>
        <Input />
      </Form.Item>
      <Form.Item name="email" label={t('email')}>
        <Input type="email" />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')}>
        <Input />
      </Form.Item>
    </>
  );
}
