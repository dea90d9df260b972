import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Check, ChevronDown, ChevronUp, Pencil, X } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import type { DoubtfulWords } from './use-doubtful-words.ts';

export interface DoubtfulBarProps {
  readonly doubtful: DoubtfulWords;
  readonly language: string | undefined;
  readonly readOnly: boolean;
  readonly onCheck: (text: string) => void;
  readonly onClose: () => void;
}

/** The current doubtful word: what was read, and what a person makes of it. Enter takes what is typed; unchanged it confirms the word. */
export function DoubtfulBar({ doubtful, language, readOnly, onCheck, onClose }: DoubtfulBarProps) {
  const { t, i18n } = useTranslation();
  const { words, index, current, failure, step } = doubtful;
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setTyped(current?.text ?? '');
    requestAnimationFrame(() => { field.current?.select(); });
  }, [current]);
  if (words === null && failure === null) return null;
  const changed = typed.trim() !== '' && typed.trim() !== current?.text;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <section className="doubtful-bar" aria-label={t('viewer.doubting.label')}>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <form
        className="doubtful-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '' && !readOnly && current !== undefined) onCheck(typed.trim());
        }}
        onKeyDown={(event) => {
          if (event.key === 'F2') step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <span className="quiet number" role="status">{current === undefined ? t('viewer.doubting.none') : t('viewer.doubting.place', { index: index + 1, count: words?.length ?? 0 })}</span>
        {current === undefined ? null : (
          <>
            <span className="doubtful-read"><span className="quiet">{t('viewer.doubting.read')}</span> <strong><bdi>{current.text}</bdi></strong> <span className="badge number" data-tone="warning">{percent.format(current.confidence)}</span></span>
            <label className="doubtful-stands"><span className="quiet">{t('viewer.doubting.stands')}</span>
              <input ref={field} className="input" dir="auto" lang={language} value={typed} readOnly={readOnly} maxLength={300} spellCheck={false} onChange={(event) => { setTyped(event.target.value); }} />
            </label>
            <Button type="submit" kind={changed ? 'primary' : 'plain'} icon={changed ? Pencil : Check} isDisabled={readOnly || typed.trim() === ''}>{changed ? t('viewer.doubting.correct') : t('viewer.doubting.right')}</Button>
            <IconButton small label={t('viewer.doubting.previous')} shortcut="⇧F2" icon={ChevronUp} onPress={() => { step(-1); }} />
            <IconButton small label={t('viewer.doubting.next')} shortcut="F2" icon={ChevronDown} onPress={() => { step(1); }} />
          </>
        )}
        <span className="grow" />
        <IconButton small label={t('viewer.doubting.close')} shortcut="Esc" icon={X} onPress={onClose} />
      </form>
    </section>
  );
}
