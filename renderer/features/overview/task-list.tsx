import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { useNavigation } from '../../session/navigation.tsx';
import type { Task } from './use-tasks.ts';

/** Lines that lead to where each is settled; what is settled is ticked. */
export function TaskList({ id, title, tasks }: { readonly id: string; readonly title: string; readonly tasks: readonly Task[] }) {
  const { t } = useTranslation();
  const { go, setEdition } = useNavigation();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="overview-tasks">
        {tasks.map((task) => (
          <li key={task.id}>
            <AriaButton
              className="overview-task" data-open={task.open > 0 || undefined}
              onPress={() => {
                if (task.edition !== undefined) setEdition(task.edition);
                go(task.place);
              }}
            >
              {task.heed === true ? <TriangleAlert size={19} aria-hidden /> : task.open > 0 ? <CircleDashed size={19} aria-hidden /> : <CircleCheck size={19} aria-hidden />}
              <span className="grow">{task.words}</span>
              {task.open > 0 && task.place.screen !== 'document' && task.place.screen !== 'verify' ? <span className="overview-go">{t(`case.screens.${task.place.screen}`)}</span> : null}
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
