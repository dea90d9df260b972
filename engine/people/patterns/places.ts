import { overLines, type PatternHit, type PatternText } from './pattern-text.ts';

// A name may be broken over two lines.
const name = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*(?:(?<=-)\n\p{Ll}[\p{L}\p{M}'’.-]*)?`;
const names = String.raw`${name}(?:[ \n](?:${name}|de|del|della|di|da|do|dos|la|le|les|des|du|lui|der|den|van|und|of|the)){0,4}`;
const houseNumber = String.raw`\d{1,5}\s?(?:[-/]\s?\d{1,4})?\s?(?:\p{L}(?!\p{L}))?`;
const extras = String.raw`(?:[,;]?[ \n](?:кв|корп|під|эт|оф|ap|apt|apart|et|sc|bl|sp|flat|unit|lok|m|byt|daire|kat|app|escalera|piso|Wohnung|Whg|Top)\.?\s?\d{1,4}\p{L}?)*`;
// A postcode with its town, or the town alone, right after the street.
const town = String.raw`(?:[,;]?[ \n]\d{4,6}[ \n]${name}(?:[ \n-]${name})?)?`;

const streetFirst = [
  // Street word, name, number: Slavic, Romance, Greek, Vietnamese.
  String.raw`(?:вул|ул|бул|просп|пр|пров|пер|пл|наб|шосе|шоссе)\.?|вулиц[яіюе]|улиц[аыуе]|проспект[аеу]?|провулок|провулку|переулок|бульвар[іуе]?|площа|площад[ьи]|набережна|жк|улица|булевард`,
  String.raw`[Ss]tr\.?|[Ss]trada|[Ss]tr[aă]zii|[Cc]alea|[Bb]d\.?|[Bb]-dul|[Bb]ulevardul|[Aa]leea|[Șş]oseaua|[Ss]plaiul|[Pp]ia[tțţ]a`,
  String.raw`[Rr]ue|[Aa]v(?:enue|\.)?|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Aa]ll[ée]e|[Qq]uai|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Cc]alle|C\/|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Rr]ua|[Tt]ravessa|[Pp]ra[çc]a|[Ll]argo`,
  String.raw`[Uu]l\.?|[Uu]lica|[Aa]l\.|[Aa]leja|[Pp]l\.|[Oo]s\.|[Tt][řr]\.?|[Tt][řr][íi]da|[Nn][áa]m[ěe]st[íi]|[Rr]ruga|[Bb]ulevardi|[Oo]d[óo]s|[Οο]δός|[Λλ]εωφ\.?|[Đđ]ường|[Pp]hố`,
].map((street) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${street})[ \n]?«?${names}»?,?\s{0,2}(?:№|[Nn]r\.?|[Nn]o\.?|n[º°]|буд\.?|д\.|б\.)?\s?${houseNumber}(?!\d)${extras}${town}`, 'gu'));

const numberFirst = [
  String.raw`Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Drive|Dr\.?|Close|Court|Ct\.?|Way|Place|Pl\.?|Crescent|Terrace|Gardens|Grove|Hill|Mews|Row|Square|Sq\.?|Boulevard|Blvd\.?|Highway|Walk|Parade|Quay`,
].map((street) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:[Ff]lat|[Aa]partment|[Aa]pt\.?|[Uu]nit)[ ]\d{1,4}\p{L}?,?[ \n])?\d{1,5}\p{L}?,?[ \n]${name}(?:[ \n]${name}){0,3}[ \n](?:${street})(?![\p{L}\p{N}])(?:,?[ \n]${name}){0,2}(?:,?[ \n][A-Z]{1,2}\d[A-Z\d]?[ \n]?\d[A-Z]{2})?`, 'gu'));

const others = [
  // rue with the number in front; German and Dutch compounds; Hungarian and Turkish words after the name; Arabic, Hebrew, Persian, Thai, Chinese.
  new RegExp(String.raw`(?<![\p{L}\p{N}])\d{1,4}(?:[ ]?(?:bis|ter))?,?[ \n](?:rue|avenue|boulevard|place|chemin|allée|quai|impasse|cours)[ \n](?:de |du |des |de la |d['’]|l['’])?${names}${town}`, 'gu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|gasse|platz|allee|damm|ufer|straat|laan|gracht|plein|dijk|vej|gata|gatan)[ \n]${houseNumber}(?!\d)${town}`, 'gu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}])${name}(?:[ \n-]${name}){0,3}[ \n](?:Straße|Allee|Weg|Platz|utca|út|tér|körút|u\.|[Ss]okak|[Ss]ok\.|[Ss]k\.|[Cc]addesi|[Cc]ad\.|[Cc]d\.|[Bb]ulvarı|[Mm]ahallesi|[Mm]ah\.)[ \n,]{0,2}(?:[Nn]o\s?[.:]?\s?)?${houseNumber}(?!\d)`, 'gu'),
  /(?<![\p{L}\p{N}])(?:ال)?(?:شارع|طريق|حارة|خيابان|کوچه|کوچۀ)\s(?:[\p{L}\p{M}]+\s){1,4}?(?:رقم|بناية|منزل|پلاک|بيت)?\s?\d{1,4}/gu,
  /(?<![\p{L}\p{N}])(?:רחוב|רח['׳]|שדרות|שד['׳])\s[\p{L}\p{M}"״'׳]+(?:\s[\p{L}\p{M}"״'׳]+){0,3}\s\d{1,4}/gu,
  /(?:บ้านเลขที่\s?)?\d{1,4}(?:\/\d{1,4})?\s?(?:หมู่|ซอย|ถนน|ถ\.)\s?[\p{L}\p{M}\d ]{2,40}/gu,
  /[\p{Script=Han}]{2,12}(?:路|街|大道|巷|胡同)\s?\d{1,5}\s?[号號](?:\s?\d{1,4}\s?[室楼樓])?/gu,
  // A British postcode stands for a street.
  /(?<![\p{L}\p{N}])(?:GIR 0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y])[ \n]\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\p{N}])/gu,
];

/** Street addresses with a house number, as about thirty languages write them, and British postcodes. */
export function findAddresses({ text }: PatternText): PatternHit[] {
  return [...streetFirst, ...numberFirst, ...others].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].trimEnd().length, confidence: 0.8, what: 'a street address' })),
  );
}

const romanianCounties = 'AB|AR|AG|BC|BH|BN|BT|BV|BR|BZ|CS|CL|CJ|CT|CV|DB|DJ|GL|GR|GJ|HR|HD|IL|IS|IF|MM|MH|MS|NT|OT|PH|SM|SJ|SB|SV|TR|TM|TL|VS|VL|VN';
const cyrillicPlate = 'АВЕКМНОРСТУХІABEKMHOPCTYXI';
const plates: readonly (readonly [RegExp, readonly string[] | undefined])[] = [
  [new RegExp(String.raw`[${cyrillicPlate}]{2}[ -]?\d{4}[ -]?[${cyrillicPlate}]{2}`, 'gu'), ['uk', 'ru', 'bg', 'en', 'ro', 'pl']],
  [new RegExp(String.raw`[${cyrillicPlate}][ ]?\d{3}[ ]?[${cyrillicPlate}]{2}[ ]?\d{2,3}`, 'gu'), undefined],
  [new RegExp(String.raw`(?:(?:${romanianCounties})[ -]?\d{2}|B[ -]?\d{2,3})[ -]?[A-Z]{3}`, 'gu'), undefined],
  [/[A-HJ-NP-Y]{2}\d{2}[ ]?[A-HJ-NP-Z]{3}/gu, undefined],
  [/[A-HJ-NP-TV-Z]{2}[ -]?\d{3}[ -]?[A-HJ-NP-TV-Z]{2}/gu, undefined],
  [/\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}/gu, ['es']],
  [/(?:0[1-9]|[1-7]\d|8[01])[ ]?[A-Z]{1,3}[ ]?\d{2,5}/gu, ['tr']],
  [/[A-ZÄÖÜ]{1,3}[-: ][A-Z]{1,2}[ -]\d{1,4}[EH]?/gu, ['de']],
  [/[A-Z]{2,3}[ ]?(?:\d{5}|\d{4}[A-Z]|\d{3}[A-Z]{2}|[A-Z]\d{3}[A-Z]?)/gu, ['pl']],
  [/[A-Z]{3}[ -]?\d{3}/gu, ['hu', 'ro', 'lt']],
  [/\d[A-Z]\d[ -]?\d{4}/gu, ['cs', 'sk']],
  [/[BGHJKLNPRSTVXZ]{2}[ -]?\d{3}[ -]?[BGHJKLNPRSTVXZ]|\d{2}[ -]?[BDFGHJKLNPRSTVXZ]{2}[ -]?[BDFGHJKLNPRSTVXZ]{2}|[BDFGHJKLNPRSTVXZ][ -]?\d{3}[ -]?[BDFGHJKLNPRSTVXZ]{2}/gu, ['nl']],
  [/[A-ZČĆŠŽĐ]{2}[ -]?\d{3,4}[ -]?[A-ZČĆŠŽĐ]{2}/gu, ['sr', 'hr', 'bs']],
  [/[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{3}[ -]?\d{4}/gu, undefined],
];
const plateLabel = /(?:plate|registration|reg\.|vehicle|car|van|номер|автомоб|номерн|держ|госномер|înmatriculare|matricol|immatricul|Kennzeichen|matr[ií]cula|targa|plaka|tablic|rejestrac|rendsz|kenteken|рег\.|لوحة|سيارة|רכב|ทะเบียน|车牌)[^\n]{0,30}$/iu;

/** Vehicle plates: formats that only a plate has anywhere, others where the language or a word before them makes them one. */
export function findPlates({ text: mended, unmended, languages }: PatternText): PatternHit[] {
  const asWritten = platesIn(unmended, languages);
  const isNew = ({ start, end }: PatternHit): boolean => asWritten.every((hit) => hit.end <= start || hit.start >= end);
  return mended === unmended ? asWritten : [...asWritten, ...platesIn(mended, languages).filter(isNew)];
}

function platesIn(text: string, languages: readonly string[]): PatternHit[] {
  return plates.flatMap(([pattern, only]) =>
    Array.from(text.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${overLines(pattern.source)})(?![\p{L}\p{N}-])`, 'gu'))).flatMap((match) => {
      const labelled = plateLabel.test(text.slice(Math.max(0, match.index - 50), match.index));
      if (!labelled && only !== undefined && !only.some((language) => languages.includes(language))) return [];
      return [{ start: match.index, end: match.index + match[0].length, confidence: labelled ? 0.95 : 0.7, what: 'a vehicle plate' }];
    }),
  );
}

const degrees = String.raw`\d{1,3}\s?[°º]\s?(?:\d{1,2}(?:[.,]\d+)?\s?['’′]\s?(?:\d{1,2}(?:[.,]\d+)?\s?(?:["”″]|''|′′))?)?`;
const coordinatePatterns = [
  new RegExp(String.raw`${degrees}\s?[NSСЮnsПЮ]?[,;]?\s{0,2}(?:[NSEWLOСЮВЗ]\s?)?${degrees}\s?[EWOВЗСew]?(?:х|д)?`, 'gu'),
  /(?<![\d.])[-+]?(?:[1-8]?\d|90)\.\d{3,9}\s?°?\s?[NS]?[,;/ ]\s{0,2}[-+]?(?:1[0-7]\d|[1-9]?\d|180)\.\d{3,9}\s?°?\s?[EW]?(?![\d.])/gu,
  /geo:-?\d{1,2}\.\d+,-?\d{1,3}\.\d+/gu,
  /(?:[?&@/=]|ll=|q=)-?\d{1,2}\.\d{3,},\s?-?\d{1,3}\.\d{3,}/gu,
  /(?<![\p{L}\p{N}])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{4,5}\s?\d{4,5}(?![\p{L}\p{N}])/gu,
];

/** Geographic coordinates: decimal pairs, degrees and minutes, geo: addresses and map links, plus codes, MGRS. */
export function findCoordinates({ text }: PatternText): PatternHit[] {
  return coordinatePatterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].trimEnd().length, confidence: 0.9, what: 'geographic coordinates' })),
  );
}
