import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { CheckboxField, TextField } from '../../components/field.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { Aligning, Difference } from './use-alignment.ts';

const formId = 'looked-at';

interface LookedAtDialogProps {
  /** Of one link. */
  readonly differences: readonly Difference[];
  readonly aligning: Pick<Aligning, 'look' | 'reopen' | 'failure'>;
  readonly onClose: () => void;
}

/** The differences of one sentence: what was looked at, by whom and when, with a note for each. */
export function LookedAtDialog({ differences, aligning, onClose }: LookedAtDialogProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [marks, setMarks] = useState(() => new Map(differences.map(({ id, looked }) => [id, { on: looked !== undefined, note: looked?.note ?? '' }])));
  const [busy, setBusy] = useState(false);
  const change = (id: string, mark: { readonly on: boolean; readonly note: string }): void => { setMarks(new Map([...marks, [id, mark]])); };
  const save = async (): Promise<void> => {
    setBusy(true);
    let done = true;
    for (const difference of differences) {
      const { id, looked } = difference;
      const mark = marks.get(id);
      if (mark === undefined || !done) continue;
      if (mark.on && (looked === undefined || mark.note.trim() !== (looked.note ?? ''))) done = await aligning.look([difference], mark.note);
      if (!mark.on && looked !== undefined) done = await aligning.reopen([difference]);
    }
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      isOpen title={t('translations.sentence.lookTitle')} closeLabel={t('common.close')} onClose={onClose}
      actions={<><Button onPress={onClose}>{t('common.cancel')}</Button><Button kind="primary" type="submit" form={formId} isDisabled={busy}>{t('common.save')}</Button></>}
    >
      <Form
        id={formId} className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="quiet">{t('translations.sentence.lookMeans')}</p>
        {differences.map(({ id, kind, side, text, looked }) => {
          const mark = marks.get(id) ?? { on: false, note: '' };
          const where = side === 'original' ? t('translations.sentence.onlyOriginal') : t('translations.sentence.onlyTranslation');
          return (
            <div key={id} className="looked-at-one">
              <CheckboxField
                label={`${where}${kind === 'missing' ? t('translations.differences.missing') : t('translations.sentence.lookOne', { kind: t(`translations.differences.${kind}`), text })}`} isSelected={mark.on} onChange={(on) => { change(id, { ...mark, on }); }}
                {...(looked === undefined ? {} : { hint: t('translations.sentence.lookedBy', { by: looked.by, when: dateTime(looked.at) }) })}
              />
              <TextField label={t('translations.sentence.lookNoteField')} value={mark.note} isDisabled={!mark.on} onChange={(note) => { change(id, { ...mark, note }); }} maxLength={2000} />
            </div>
          );
        })}
        {aligning.failure === null ? null : <FailureNotice failure={aligning.failure} />}
      </Form>
    </Dialog>
  );
}
