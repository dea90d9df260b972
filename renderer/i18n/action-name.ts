import { useTranslation } from 'react-i18next';
import { custodyActions } from '../../shared/case-model/custody.ts';

/** A custody action in the words of the window. */
export function useActionName(): (action: string) => string {
  const { t } = useTranslation();
  return (action) => {
    const known = custodyActions.find((name) => name === action);
    return known === undefined ? action : t(`log.actions.${known}`);
  };
}
