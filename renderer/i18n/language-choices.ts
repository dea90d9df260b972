import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { foldForFilter } from '../../shared/fold-for-filter.ts';

/** A language as it can be chosen. */
export interface LanguageChoice {
  /** BCP 47. */
  readonly id: string;
  /** In the window's language. */
  readonly name: string;
  /** Folded: its name, its own name and its tag, by each of which it is found. */
  readonly found: string;
}

// ISO 639-1, and further languages and ways of writing that courts and interpreters deal with. What the browser cannot name is left out.
const tags = `aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ig ii ik is it iu
  ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
  sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi wa wo xh yi yo za zh zu
  ckb cnr crh din fil hil ceb kab kea kmr lua mai mni nus prs rom rmn sat shi skr sr-Cyrl sr-Latn swb tig tzm yue zgh zh-Hans zh-Hant`.split(/\s+/u);

function namesIn(locale: string): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' });
}

function ownName(tag: string): string {
  return namesIn(tag).of(tag) ?? '';
}

/** All languages by name, in the window's language; `first` lead, `only` leaves no others. */
export function useLanguageChoices(first: readonly string[], only?: readonly string[]): readonly LanguageChoice[] {
  const { i18n } = useTranslation();
  // Lists that say the same are the same, whoever made them anew.
  const asked = JSON.stringify([first, only ?? tags]);
  return useMemo(() => {
    const [lead, all] = JSON.parse(asked) as [readonly string[], readonly string[]];
    const names = namesIn(i18n.language);
    const choice = (id: string): LanguageChoice[] => {
      const name = names.of(id);
      return name === undefined ? [] : [{ id, name, found: foldForFilter(`${name} ${ownName(id)} ${id}`) }];
    };
    const collator = new Intl.Collator(i18n.language);
    const others = all.filter((tag) => !lead.includes(tag)).flatMap(choice).sort((a, b) => collator.compare(a.name, b.name));
    const listed = [...lead.flatMap((tag) => (choice(tag).length > 0 ? choice(tag) : [{ id: tag, name: tag, found: foldForFilter(tag) }])), ...others];
    // Tags of one name are one language under two names of its own.
    return listed.filter(({ name }, index) => listed.findIndex((earlier) => earlier.name === name) === index);
  }, [i18n.language, asked]);
}
