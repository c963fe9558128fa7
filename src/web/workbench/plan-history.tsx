import { Button, Modal } from 'antd';
import type { PlanValue } from '../../shared/plans/values.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { Loaded, Nothing } from './page.tsx';
import { planMessages } from './plan-messages.ts';
import { shownValue } from './plan-shown.ts';
import type { PlanState } from './plan-state.ts';
import styles from './plan.module.css';
import { instantText } from './texts.ts';

interface HistoryProps {
  plan: PlanState;
  path: string;
  label: string;
  onTake: (value: PlanValue) => void;
  onClose: () => void;
}

/** What a field said before, by whom and when; each can be taken again. */
export function PlanHistory({ plan, path, label, onTake, onClose }: HistoryProps) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const read = useRead(
    'listPlanHistory',
    { params: { id: plan.view.case.id }, query: { path, limit: 50 } },
    { staleTime: 0 },
  );
  return (
    <Modal open title={t('historyOf', { name: label })} footer={null} onCancel={onClose} width="42rem">
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('noHistory')} />
          ) : (
            <ol className={styles.history}>
              {items.map((item) => (
                <li key={item.revision}>
                  <p className={styles.muted}>
                    {`${instantText(item.at, lang)} ${item.by}（${t(item.origin === 'word' ? 'fromWord' : 'typed')}）`}
                  </p>
                  <p className={styles.text}>{shownValue(item.value)}</p>
                  <Button
                    size="small"
                    onClick={() => {
                      onTake(item.value);
                      onClose();
                    }}
                  >
                    {t('restore')}
                  </Button>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Modal>
  );
}
