import { notebookScene, warehouseScene } from './photographs.ts';
import type { StatementText } from './statements.ts';

/** The report that is scanned: no annex. */
export type ReportText = Omit<StatementText, 'annexTitle' | 'annexIntro'>;

export const reportRomanian: ReportText = {
  language: 'ro',
  office: ['Inspectoratul de Poliție Arinu', 'Serviciul de combatere a criminalității organizate', 'Str. Gării nr. 21, Arinu'],
  title: 'Proces-verbal de constatare',
  reference: 'Nr. 4471/2025',
  fields: [
    ['Data', '9 iunie 2025'], ['Întocmit de', 'subcomisar Liviu Harapciuc'], ['Agent', 'agent-șef Crina Păltineanu'],
    ['Obiect', 'supravegherea unei dube albe, număr XQ 14 DMO'], ['Locul', 'Poiana Arinului, str. Teilor'],
  ],
  paragraphs: [
    'În baza ordonanței procurorului din 28 mai 2025, subsemnații ne-am deplasat în comuna Poiana Arinului, unde am observat între orele 6:10 și 11:30 o dubă albă cu numărul XQ 14 DMO, staționată lângă dispensar.',
    'La ora 6:42 din dubă a coborât Marius Stănculeț, cunoscut organelor de poliție. Acesta a intrat în curtea familiei Brândușescu, pe strada Teilor nr. 7, și a vorbit cu tatăl Ilenei Brândușescu aproximativ zece minute.',
    'Martorul Gheorghe Brândușescu a declarat verbal că i s-au cerut 3900 de lire pentru ca fiica sa Ileana să se poată întoarce acasă. A notat numărul de telefon +40 721 000 142, de pe care fusese sunat.',
    'La ora 8:05 la dubă a venit un bărbat identificat ulterior ca Viktor Lazorenko, cetățean ucrainean. Cei doi au numărat bani. Au fost efectuate fotografii, planșele 1–6, anexate.',
    'În portbagaj, prin geam, s-au văzut saltele rulate, o pungă galbenă și mai multe documente cu aspect de pașaport. Pe unul s-a putut citi numele VERBYTSKA.',
    'La ora 11:30 duba a plecat în direcția vămii. Supravegherea a fost predată echipajului mobil 3, care a raportat trecerea frontierei la ora 14:16.',
    'Numele martorei din Ucraina, Olena Verbytska, a fost comunicat autorităților britanice prin ofițerul de legătură, la adresa legatura@politie-arinu.example.',
    'Vecina Paraschiva Lungu, ascultată la fața locului, a arătat că în ultimele trei luni aceeași dubă a venit de cel puțin patru ori, de fiecare dată înainte de răsărit, și că din sat au plecat cu ea două fete tinere.',
    'Din verificările în evidențe rezultă că duba este înmatriculată pe numele unei firme fără activitate, Drumuri Bune SRL, al cărei administrator a declarat că a vândut firma în anul 2023 unei persoane pe care nu o cunoaște.',
    'Pe un bilet căzut lângă dubă, ridicat și sigilat cu sigiliul nr. 20331, erau scrise de mână numele Brândușescu și Verbițka, câte o sumă lângă fiecare și contul RO49 AAAA 1B31 0075 9384 0000.',
    'Familia Brândușescu a fost informată despre drepturile victimelor și a primit numărul unei linii de asistență. Mama Ilenei Brândușescu a refuzat să semneze, de teamă.',
    'S-a întocmit prezentul proces-verbal în două exemplare, dintre care unul pentru dosarul 118/P/2025.',
  ],
  declaration: 'Citit și semnat astăzi, 9 iunie 2025, la sediul unității.',
  signedBy: [['Subcomisar', 'L. Harapciuc'], ['Agent-șef', 'C. Păltineanu']],
};

export const reportEnglish: ReportText = {
  language: 'en',
  office: ['Arinu Police Inspectorate', 'Organised Crime Service', '21 Gării Street, Arinu'],
  title: 'Report of observation',
  reference: 'No. 4471/2025 (translation)',
  fields: [
    ['Date', '9 June 2025'], ['Drawn up by', 'Subcommissioner Liviu Harapciuc'], ['Officer', 'Chief Agent Crina Păltineanu'],
    ['Subject', 'observation of a white van, number XQ 14 DMO'], ['Place', 'Poiana Arinului, Teilor Street'],
  ],
  paragraphs: [
    'Under the prosecutor’s order of 28 May 2025 we went to the commune of Poiana Arinului, where between 6:10 and 11:30 we observed a white van with the number XQ 14 DMO standing beside the dispensary.',
    'At 6:42 Marius Stănculeț, known to the police, got out of the van. He entered the yard of the Brândușescu family at 7 Teilor Street and spoke for about ten minutes with the father of Ileana Brândușescu.',
    'The witness Gheorghe Brândușescu stated orally that 3,900 pounds had been demanded of him so that his daughter Ileana could return home. He had noted the telephone number +40 721 000 142 from which he had been called.',
    'At 8:05 a man later identified as Viktor Lazorenko, a citizen of Ukraine, came to the van. The two counted money. Photographs were taken, plates 1–6, annexed.',
    'In the boot, through the window, rolled mattresses were seen, a yellow bag and several documents that looked like passports. On one the name VERBYTSKA could be read.',
    'At 11:30 the van left towards the border crossing. The observation was handed over to mobile crew 3, which reported that it crossed the frontier at 14:16.',
    'The name of the witness from Ukraine, Olena Verbytska, was communicated to the British authorities through the liaison officer at legatura@politie-arinu.example.',
    'The neighbour Paraschiva Lungu, heard on the spot, stated that in the last three months the same van had come at least four times, each time before sunrise, and that two young women had left the village in it.',
    'Checks of the registers show that the van is registered to a company without activity, Drumuri Bune SRL, whose director stated that in 2023 he sold the company to a person he does not know.',
    'On a slip of paper that had fallen beside the van, taken and sealed with seal no. 20331, the names Brândușescu and Verbițka were written by hand, with an amount beside each, and the account RO49 AAAA 1B31 0075 9384 0000.',
    'The Brândușescu family was informed of the rights of victims and received the number of a helpline. The mother of Ileana Brândușescu refused to sign, out of fear.',
    'This report was drawn up in two copies, one of them for file 118/P/2025.',
  ],
  declaration: 'Read and signed today, 9 June 2025, at the unit’s premises.',
  signedBy: [['Subcommissioner', '(signed) L. Harapciuc'], ['Chief Agent', '(signed) C. Păltineanu']],
};

/** The photographic plates of the report: pictures (SVG) with what is written under them. */
export function plates(language: StatementText['language']): { readonly title: string; readonly pictures: readonly { readonly svg: string; readonly caption: string }[] } {
  return language === 'ro'
    ? { title: 'Planșe fotografice', pictures: [{ svg: warehouseScene(), caption: 'Planșa 3. Duba albă XQ 14 DMO, fotografie primită prin ofițerul de legătură; în ușă martora Olena Verbytska' }, { svg: notebookScene(), caption: 'Planșa 5. Caietul cu datorii; rândul al doilea, Ileana Brândușescu' }] }
    : { title: 'Photographic plates', pictures: [{ svg: warehouseScene(), caption: 'Plate 3. The white van XQ 14 DMO, photograph received through the liaison officer; in the door the witness Olena Verbytska' }, { svg: notebookScene(), caption: 'Plate 5. The notebook of debts; in the second line Ileana Brândușescu' }] };
}
