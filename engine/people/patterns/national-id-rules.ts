import { isDay, passesLuhn, remainderOf, weightedSum } from './pattern-text.ts';

/** How one country writes its identifier, and how it is checked. */
export interface NationalIdRule {
  /** ISO 3166-1 and the identifier's own name. */
  readonly country: string;
  /** Primary subtags of the languages in whose documents a bare number is taken for it. */
  readonly languages: readonly string[];
  /** So many digits in any grouping, or a form with letters. */
  readonly form: number | RegExp;
  /** Whether form and check leave hardly a chance for another number (a birth date and a check digit, letters). */
  readonly structured: boolean;
  /** Words before it, with which any such number is taken for it. */
  readonly label: RegExp;
  /** `value` without separators, in upper case. */
  holds(value: string): boolean;
}

const at = (value: string, index: number): number => Number(value.charAt(index));
const number = (value: string, from: number, to: number): number => Number(value.slice(from, to));

/** Romania and Moldova aside, the southern Slavic JMBG: day, month, year, region, serial, check. */
function jmbgHolds(value: string): boolean {
  const check = (11 - (weightedSum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isDay(number(value, 0, 2), number(value, 2, 4)) && check < 10 && check === at(value, 12);
}

function cnpHolds(value: string): boolean {
  const check = weightedSum(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return /^[1-9]/.test(value) && isDay(number(value, 5, 7), number(value, 3, 5)) && (check === 10 ? 1 : check) === at(value, 12);
}

function peselHolds(value: string): boolean {
  return isDay(number(value, 4, 6), number(value, 2, 4) % 20) && (10 - (weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === at(value, 10);
}

function egnHolds(value: string): boolean {
  return isDay(number(value, 4, 6), number(value, 2, 4) % 20) && (weightedSum(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === at(value, 9);
}

function rnokppHolds(value: string): boolean {
  return (((weightedSum(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === at(value, 9);
}

function innHolds(value: string): boolean {
  const first = (weightedSum(value, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return first === at(value, 10) && (weightedSum(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === at(value, 11);
}

function snilsHolds(value: string): boolean {
  const sum = weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return (sum === 100 ? 0 : sum) === number(value, 9, 11);
}

function dniHolds(value: string): boolean {
  const digits = value.replace(/^X/, '0').replace(/^Y/, '1').replace(/^Z/, '2').slice(0, 8);
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23) === value.charAt(8);
}

const codiceOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
function codiceFiscaleHolds(value: string): boolean {
  const sum = Array.from(value.slice(0, 15)).reduce((total, character, index) => {
    const order = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (index % 2 === 0 ? (codiceOdd[order] ?? 0) : order);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === value.charAt(15);
}

function nirHolds(value: string): boolean {
  const digits = value.replace(/^(.{5})2A/, '$119').replace(/^(.{5})2B/, '$118');
  return /^[1-478]\d{14}$/.test(digits) && 97 - remainderOf(digits.slice(0, 13), 97) === number(digits, 13, 15);
}

/** ISO/IEC 7064 MOD 11,10. */
function mod1110Holds(value: string): boolean {
  let product = 10;
  for (const digit of value.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === at(value, value.length - 1);
}

function germanTaxIdHolds(value: string): boolean {
  const counts = Array.from({ length: 10 }, (_, digit) => value.slice(0, 10).split(String(digit)).length - 1);
  return !value.startsWith('0') && counts.filter((count) => count > 1).length === 1 && Math.max(...counts) <= 3 && mod1110Holds(value);
}

function bsnHolds(value: string): boolean {
  return Number(value) > 10_000_000 && (weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11) === 0;
}

function belgianHolds(value: string): boolean {
  const check = number(value, 9, 11);
  const day = isDay(number(value, 4, 6), number(value, 2, 4) % 20) || value.slice(2, 6) === '0000';
  return day && (97 - remainderOf(value.slice(0, 9), 97) === check || 97 - remainderOf(`2${value.slice(0, 9)}`, 97) === check);
}

function nifHolds(value: string): boolean {
  const rest = weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return /^[1-3]/.test(value) && (rest < 2 ? 0 : 11 - rest) === at(value, 8);
}

function rodneCisloHolds(value: string): boolean {
  const month = number(value, 2, 4) % 50;
  return isDay(number(value, 4, 6), month > 20 ? month - 20 : month) && (Number(value) % 11 === 0 || (Number(value.slice(0, 9)) % 11 === 10 && value.endsWith('0')));
}

function personnummerHolds(value: string): boolean {
  const short = value.replace('+', '').slice(-10);
  const day = number(short, 4, 6);
  return isDay(day > 60 ? day - 60 : day, number(short, 2, 4)) && passesLuhn(short);
}

function fodselsnummerHolds(value: string): boolean {
  const day = number(value, 0, 2);
  const first = (11 - (weightedSum(value, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isDay(day > 40 ? day - 40 : day, number(value, 2, 4) % 40) && first === at(value, 9) && second === at(value, 10);
}

function hetuHolds(value: string): boolean {
  const digits = value.replace(/[-+A-Y](?=\w{4}$)/, '');
  return isDay(number(value, 0, 2), number(value, 2, 4)) && '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(digits.slice(0, 9)) % 31) === digits.charAt(9);
}

function balticHolds(value: string): boolean {
  const first = weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const check = first < 10 ? first : (weightedSum(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return /^[1-6]/.test(value) && isDay(number(value, 5, 7), number(value, 3, 5)) && check === at(value, 10);
}

function tajHolds(value: string): boolean {
  return weightedSum(value, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === at(value, 8);
}

function hungarianPersonalHolds(value: string): boolean {
  const sum = weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11;
  const newer = weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
  return /^[1-8]/.test(value) && isDay(number(value, 5, 7), number(value, 3, 5)) && (sum === at(value, 10) || newer === at(value, 10));
}

function amkaHolds(value: string): boolean {
  return isDay(number(value, 0, 2), number(value, 2, 4)) && passesLuhn(value);
}

function afmHolds(value: string): boolean {
  return !/^0+$/.test(value) && (weightedSum(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === at(value, 8);
}

function tcKimlikHolds(value: string): boolean {
  const odd = at(value, 0) + at(value, 2) + at(value, 4) + at(value, 6) + at(value, 8);
  const even = at(value, 1) + at(value, 3) + at(value, 5) + at(value, 7);
  const total = weightedSum(value, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  return !value.startsWith('0') && (((odd * 7 - even) % 10) + 10) % 10 === at(value, 9) && total % 10 === at(value, 10);
}

function nhsHolds(value: string): boolean {
  const check = (11 - (weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check < 10 && check === at(value, 9);
}

function ppsHolds(value: string): boolean {
  const extra = value.charAt(8) === '' ? 0 : (value.charCodeAt(8) - 64) * 9;
  return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt((weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23) === value.charAt(7);
}

/** EAN-13, as the Swiss AHV number ends. */
function eanHolds(value: string): boolean {
  return (10 - (weightedSum(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === at(value, 12);
}

function austrianHolds(value: string): boolean {
  const check = weightedSum(value.slice(0, 3) + value.slice(4), [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11;
  return !value.startsWith('0') && isDay(number(value, 4, 6), number(value, 6, 8)) && check === at(value, 3);
}

function idnpHolds(value: string): boolean {
  return /^[02]/.test(value) && weightedSum(value, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === at(value, 12);
}

function chineseHolds(value: string): boolean {
  const sum = weightedSum(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
  return isDay(number(value, 12, 14), number(value, 10, 12)) && '10X98765432'.charAt(sum) === value.charAt(17);
}

function melliHolds(value: string): boolean {
  const rest = weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return !/^(\d)\1{9}$/.test(value) && (rest < 2 ? rest : 11 - rest) === at(value, 9);
}

function thaiHolds(value: string): boolean {
  return /^[1-8]/.test(value) && (11 - (weightedSum(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === at(value, 12);
}

function cpfHolds(value: string): boolean {
  const check = (weights: readonly number[]): number => ((weightedSum(value, weights) * 10) % 11) % 10;
  return !/^(\d)\1{10}$/.test(value) && check([10, 9, 8, 7, 6, 5, 4, 3, 2]) === at(value, 9) && check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === at(value, 10);
}

function albanianHolds(value: string): boolean {
  const month = number(value, 2, 4) % 50;
  return isDay(number(value, 4, 6), month > 30 ? month - 30 : month);
}

/** Identifiers of natural persons, by country. */
export const nationalIdRules: readonly NationalIdRule[] = [
  { country: 'RO CNP', languages: ['ro'], form: 13, structured: true, label: /cnp|cod numeric/iu, holds: cnpHolds },
  { country: 'MD IDNP', languages: ['ro'], form: 13, structured: false, label: /idnp|cod personal/iu, holds: idnpHolds },
  { country: 'UA RNOKPP', languages: ['uk', 'ru'], form: 10, structured: false, label: /рнокпп|іпн|ідентифікаційн|инн|rnokpp|tax/iu, holds: rnokppHolds },
  { country: 'UA UNZR', languages: ['uk'], form: /\d{8}-\d{5}/, structured: true, label: /унзр|запис/iu, holds: (value) => isDay(number(value, 6, 8), number(value, 4, 6)) },
  { country: 'RU INN', languages: ['ru'], form: 12, structured: false, label: /инн|inn/iu, holds: innHolds },
  { country: 'RU SNILS', languages: ['ru'], form: 11, structured: false, label: /снилс|snils/iu, holds: snilsHolds },
  { country: 'BG EGN', languages: ['bg'], form: 10, structured: false, label: /егн|egn/iu, holds: egnHolds },
  { country: 'PL PESEL', languages: ['pl'], form: 11, structured: true, label: /pesel/iu, holds: peselHolds },
  { country: 'CZ/SK rodné číslo', languages: ['cs', 'sk'], form: 10, structured: false, label: /rodn|r\.\s?č/iu, holds: rodneCisloHolds },
  { country: 'HU personal number', languages: ['hu'], form: 11, structured: true, label: /személyi|szem/iu, holds: hungarianPersonalHolds },
  { country: 'HU TAJ', languages: ['hu'], form: 9, structured: false, label: /taj/iu, holds: tajHolds },
  { country: 'RS/BA/ME/MK/SI JMBG', languages: ['sr', 'hr', 'bs', 'mk', 'sl'], form: 13, structured: true, label: /jmbg|јмбг|емшо|emšo|матичн/iu, holds: jmbgHolds },
  { country: 'HR OIB', languages: ['hr'], form: 11, structured: false, label: /oib/iu, holds: mod1110Holds },
  { country: 'AL NID', languages: ['sq'], form: /[A-T]\d{8}[A-W]/, structured: true, label: /nid|nipt|letërnjoft/iu, holds: (value) => albanianHolds(`0${value.slice(1, 7)}`.slice(1).padStart(6, '0')) },
  { country: 'ES DNI/NIE', languages: ['es'], form: /(?:\d{2}[. ]?\d{3}[. ]?\d{3}|[XYZ][- ]?\d{7})[- ]?[A-Z]/, structured: true, label: /dni|nie|nif/iu, holds: dniHolds },
  { country: 'IT codice fiscale', languages: ['it'], form: /[A-Z]{3} ?[A-Z]{3} ?\d{2}[A-EHLMPRST]\d{2} ?[A-Z]\d{3} ?[A-Z]/, structured: true, label: /codice|c\.?f\.?/iu, holds: codiceFiscaleHolds },
  { country: 'FR NIR', languages: ['fr'], form: /[12378] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}/, structured: true, label: /sécurité|secu|nir/iu, holds: nirHolds },
  { country: 'DE tax identification number', languages: ['de'], form: 11, structured: false, label: /steuer|idnr|tin/iu, holds: germanTaxIdHolds },
  { country: 'AT social insurance number', languages: ['de'], form: 10, structured: true, label: /sozialvers|svnr|sv-nr/iu, holds: austrianHolds },
  { country: 'CH AHV', languages: ['de', 'fr', 'it'], form: /756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}/, structured: true, label: /ahv|avs/iu, holds: eanHolds },
  { country: 'NL BSN', languages: ['nl'], form: 9, structured: false, label: /bsn|burgerservice|sofi/iu, holds: bsnHolds },
  { country: 'BE national number', languages: ['nl', 'fr'], form: 11, structured: true, label: /rijksregister|registre national|niss|insz/iu, holds: belgianHolds },
  { country: 'PT NIF', languages: ['pt'], form: 9, structured: false, label: /nif|contribuinte/iu, holds: nifHolds },
  { country: 'BR CPF', languages: ['pt'], form: /\d{3}\.?\d{3}\.?\d{3}-?\d{2}/, structured: false, label: /cpf/iu, holds: cpfHolds },
  { country: 'GB National Insurance number', languages: ['en'], form: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]/, structured: true, label: /national insurance|nino?/iu, holds: () => true },
  { country: 'GB NHS number', languages: [], form: 10, structured: false, label: /nhs/iu, holds: nhsHolds },
  { country: 'IE PPSN', languages: ['en'], form: /\d{7}[A-W][A-IW]?/, structured: true, label: /pps/iu, holds: ppsHolds },
  { country: 'US SSN', languages: ['en'], form: /(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}/, structured: true, label: /ssn|social security/iu, holds: () => true },
  { country: 'SE personnummer', languages: ['sv'], form: /(?:19|20)?\d{6}[-+]\d{4}/, structured: true, label: /personnummer/iu, holds: personnummerHolds },
  { country: 'NO fødselsnummer', languages: ['nb', 'no', 'nn'], form: 11, structured: true, label: /fødselsn|personn/iu, holds: fodselsnummerHolds },
  { country: 'DK CPR', languages: ['da'], form: /\d{6}-\d{4}/, structured: true, label: /cpr/iu, holds: (value) => isDay(number(value, 0, 2), number(value, 2, 4)) },
  { country: 'FI HETU', languages: ['fi'], form: /\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]/, structured: true, label: /hetu|henkil/iu, holds: hetuHolds },
  { country: 'EE/LT personal code', languages: ['et', 'lt'], form: 11, structured: true, label: /isikukood|asmens/iu, holds: balticHolds },
  { country: 'GR AMKA', languages: ['el'], form: 11, structured: true, label: /αμκα|amka/iu, holds: amkaHolds },
  { country: 'GR AFM', languages: ['el'], form: 9, structured: false, label: /αφμ|α\.φ\.μ|afm/iu, holds: afmHolds },
  { country: 'TR TC kimlik', languages: ['tr'], form: 11, structured: true, label: /kimlik|tckn|t\.?c\.?/iu, holds: tcKimlikHolds },
  { country: 'IL identity number', languages: ['he'], form: 9, structured: false, label: /ת"ז|ת\.ז|תעודת|teudat/iu, holds: passesLuhn },
  { country: 'IR national code', languages: ['fa'], form: 10, structured: false, label: /کد ملی|کدملی|melli/iu, holds: melliHolds },
  { country: 'CN resident identity number', languages: ['zh'], form: /\d{17}[\dX]/, structured: true, label: /身份/u, holds: chineseHolds },
  { country: 'TH identity number', languages: ['th'], form: 13, structured: false, label: /ประชาชน|เลขประจำ/u, holds: thaiHolds },
  // Identity cards and passports have no public check digit: they count after the word that names them.
  { country: 'passport or identity card', languages: [], form: /\p{Lu}{1,3}[ -]?(?:№ ?)?\d{6,9}|\d{2} ?\d{2} ?(?:№ ?)?\d{6}|\d{9}/u, structured: false, label: /passport|паспорт|pa[sș]aport|reisepass|passeport|pasaporte|paszport|pasaport|διαβατήριο|جواز|דרכון|личн\w* карт|buletin|carte de identitate|c\.i\.|dowód|ausweis|identity card|посвідчення/iu, holds: () => true },
];
