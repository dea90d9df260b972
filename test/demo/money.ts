import { seededRandom } from './random.ts';

// Account numbers are the examples of the IBAN registry: check digits hold, no account exists.
export const accounts = { verbytska: 'UA21 3223 1300 0002 6007 2335 66001', brandusescu: 'RO49 AAAA 1B31 0075 9384 0000', produce: 'GB33 BUKB 2020 1555 5555 55', lazorenko: 'MD24 AG00 0225 1000 1310 4168', stanculet: 'DE89 3704 0044 0532 0130 00' } as const;

const pounds = (pence: number): string => (pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 });
const day = (offset: number): string => new Date(Date.UTC(2025, 2, 6 + offset)).toISOString().slice(0, 10);

/** Rows of the account statement: wages in, withdrawn within the hour. */
export function bankRows(): string[][] {
  const random = seededRandom('bank');
  let balance = 12_000;
  const rows: string[][] = [];
  const post = (offset: number, details: string, account: string, pence: number): void => {
    balance += pence;
    rows.push([day(offset), details, account, pence < 0 ? pounds(-pence) : '', pence > 0 ? pounds(pence) : '', pounds(balance)]);
  };
  for (let week = 0; week < 14; week++) {
    const wage = 38_000 + Math.floor(random() * 9000);
    post(week * 7, `Wages week ${10 + week}, Sallow Dyke Produce`, accounts.produce, wage);
    post(week * 7, 'Cash machine, Bridewell Street', '', -Math.floor(wage / 2_000) * 1_000);
    post(week * 7 + 1, 'Transfer “transport and papers”', accounts.lazorenko, -15_000);
    if (week % 2 === 0) post(week * 7 + 2, 'Transfer “rent Cutlers Row”', accounts.stanculet, -4000 - Math.floor(random() * 2500));
    if (week % 3 === 1) post(week * 7 + 3, 'Card payment, Arinu filling station', '', -1200 - Math.floor(random() * 900));
    post(week * 7 + 4, 'Standing order “housing”', accounts.produce, -2_500);
  }
  return rows;
}

/** Rows of the schedule of transfers, forty of them. */
export function transferRows(): string[][] {
  const random = seededRandom('transfers');
  const senders = [['Olena Verbytska', accounts.verbytska], ['Ileana Brândușescu', accounts.brandusescu], ['Sallow Dyke Produce Ltd', accounts.produce], ['M. Stănculeț', accounts.stanculet]] as const;
  const recipients = ['Viktor Lazorenko', 'V. Lazorenko (cash)', 'Marius Stănculeț', 'unknown, “Petro”'];
  const places = ['Velkmoor', 'Arinu', 'Poiana Arinului', 'Verkhnolozove'];
  const phones = ['+380 50 000 12 34', '+40 721 000 142', '+380 67 000 56 78', 'none'];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: 44 }, (_, index) => {
    const [sender, iban] = pick(senders);
    return [String(index + 1), day(Math.floor(index * 2.3)), sender, iban, pick(recipients), pick(places), pick(phones), pounds(6000 + Math.floor(random() * 90_000)), pick(['', '', 'same hour as wage', 'counter 3', 'passport shown: VERBYTSKA', 'refused once'])];
  });
}
