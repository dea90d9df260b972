import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

const step = 50;

/** How much of a long list is drawn: its first rows at once, those that are `needed` among them, and `more` below them draws further ones as it comes into view or is pressed. */
export function useGrowing(total: number, needed = 0): { readonly shown: number; readonly more: ReactNode } {
  const { t } = useTranslation();
  const [asked, setWanted] = useState(step);
  const wanted = Math.max(asked, needed);
  const end = useRef<HTMLDivElement>(null);
  const left = total - wanted;
  useEffect(() => {
    const watched = end.current;
    if (watched === null) return undefined;
    const observer = new IntersectionObserver((entries) => { if (entries.some(({ isIntersecting }) => isIntersecting)) setWanted(wanted + step); });
    observer.observe(watched);
    return () => { observer.disconnect(); };
  }, [wanted, left > 0]);
  return {
    shown: Math.min(total, wanted),
    more: left <= 0 ? null : <div ref={end}><Button kind="quiet" onPress={() => { setWanted(wanted + step); }}>{t('common.showMore')}</Button></div>,
  };
}
