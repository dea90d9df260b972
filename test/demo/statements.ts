/** A statement in one language, as `templates/statement.typ` sets it. All people, places and numbers are invented. */
export interface StatementText {
  readonly language: 'uk' | 'ro' | 'ar' | 'en';
  readonly office: readonly string[];
  readonly title: string;
  readonly reference: string;
  /** Label and value, as on the front of the form. */
  readonly fields: readonly (readonly [string, string])[];
  readonly paragraphs: readonly string[];
  readonly declaration: string;
  readonly signedBy: readonly (readonly [string, string])[];
  readonly annexTitle: string;
  readonly annexIntro: string;
}

export const verbytskaUkrainian: StatementText = {
  language: 'uk',
  office: ['Поліція округу Велкмур', 'Відділ з розслідування сучасного рабства', '9 Bridewell Street, Velkmoor VK1 3AA · +44 1632 960961'],
  title: 'Протокол допиту свідка',
  reference: 'OP/KESTREL/2025/0418-12',
  fields: [
    ['Свідок', 'Вербицька Олена Петрівна'], ['Дата народження', '14.05.1996'], ['Громадянство', 'Україна'], ['Мова допиту', 'українська'],
    ['Перекладачка', 'Дар’я Мельниченко-Орт, реєстр 70412'], ['Місце і дата', 'Велкмур, 14 червня 2025 року, 10:05–13:40'],
    ['Допит проводила', 'детектив-сержант Гарріет Олдкрофт, № 5117'],
  ],
  paragraphs: [
    'Мене звати Олена Петрівна Вербицька. Я народилася 14 травня 1996 року в селищі Верхньолозове. До березня 2025 року я жила за адресою: вулиця Калинова, 12, Верхньолозове. У мене є дочка, Софія Вербицька, їй дев’ять років; вона живе з моєю матір’ю.',
    'У січні 2025 року я прочитала в інтернеті оголошення: пакування овочів в Англії, житло безкоштовне, 1900 фунтів на місяць. Було вказано номер +380 50 000 12 34. Мені відповів чоловік, який назвався Віктором. Тепер я знаю, що це Віктор Лазоренко.',
    '2 березня 2025 року Віктор забрав мій паспорт «для візи» і дав мені підписати папір англійською мовою, якої я не розуміла. Він записав також номер телефону моєї матері: +380 67 000 56 78.',
    'Ми їхали через Румунію, нас було шестеро. У Пояна-Арінулуй до нас сіла жінка, яку я згодом знала як Іляну Бриндушеску. Чоловік на ім’я Маріус зібрав у всіх телефони. Він сказав, що їх повернуть на місці. Мені мій телефон не повернули ніколи.',
    '5 березня ми приїхали до будинку на Катлерс-Роу, 14, у Велкмурі. Ми спали на матрацах на підлозі над пакувальним цехом, по восьмеро в кімнаті. Вікна не відчинялися. На ніч двері внизу замикали на ланцюг.',
    'Я працювала з п’ятої ранку до сьомої вечора, шість днів на тиждень. Мені давали 40 фунтів на тиждень готівкою. Решту, як казали, утримували «за дорогу, житло і документи». За зошитом Маріуса я була винна 4650 фунтів.',
    '20 квітня я попросила повернути паспорт. Маріус голосно, при всіх, сказав: «Передайте Вербицькій, що я знаю, у яку школу ходить її Софійка». Я злякалася за дитину і більше не просила.',
    'Чоловік, який працював на навантажувачі, давав мені хліб і одного разу дозволив скористатися його телефоном. Його звати Самір ан-Нувайрі. Із адреси o.verbytska@post.example я написала матері, що жива.',
    '11 червня 2025 року прийшла поліція. Вони шукали Олену Вербицьку і назвали моє ім’я вголос. Маріус стояв за моєю спиною, тому я сказала, що перебуваю там із власної волі. Це була неправда.',
    'Зарплату нібито переказували на мій рахунок UA21 3223 1300 0002 6007 2335 66001. Картки від цього рахунку в мене з березня не було: її забрали разом із паспортом. Хто знімав гроші, я не бачила.',
    'Мені показали фотографії. На першій я впізнаю будинок на Катлерс-Роу і білий фургон, яким нас везли. На другій — зошит Маріуса. Рядок «О. Вербицька – 4650» у ньому — це мій борг.',
    'Я готова давати свідчення в суді. Прошу, щоб ні моє ім’я, ні місце, де я тепер живу, не стали відомі обвинуваченим. За Олену Вербицьку вдома нікому заступитися, крім матері.',
  ],
  declaration: 'Протокол мені прочитано моєю мовою. З моїх слів записано правильно. Я знаю, що за завідомо неправдиві свідчення мене може бути притягнуто до відповідальності.',
  signedBy: [['Свідок', 'О. Вербицька'], ['Перекладачка', 'Д. Мельниченко-Орт'], ['Детектив-сержант', 'Г. Олдкрофт']],
  annexTitle: 'Додаток А. Права, прочитані свідкові',
  annexIntro: 'Перед початком допиту Олені Вербицькій прочитано українською мовою текст Загальної декларації прав людини. Свідок отримала примірник.',
};

export const verbytskaEnglish: StatementText = {
  language: 'en',
  office: ['Velkmoor Constabulary', 'Modern Slavery Investigation Unit', '9 Bridewell Street, Velkmoor VK1 3AA · +44 1632 960961'],
  title: 'Record of interview of a witness',
  reference: 'OP/KESTREL/2025/0418-12 (translation)',
  fields: [
    ['Witness', 'Olena Petrivna Verbytska'], ['Date of birth', '14.05.1996'], ['Nationality', 'Ukraine'], ['Language of interview', 'Ukrainian'],
    ['Interpreter', 'Daria Melnychenko-Ort, register 70412'], ['Place and date', 'Velkmoor, 14 June 2025, 10:05–13:40'],
    ['Interviewed by', 'Detective Sergeant Harriet Oldcroft, no. 5117'],
  ],
  paragraphs: [
    'My name is Olena Petrivna Verbytska. I was born on 14 May 1996 in the settlement of Verkhnolozove. Until March 2025 I lived at 12 Kalynova Street, Verkhnolozove. I have a daughter, Sofiia Verbytska, who is nine years old; she lives with my mother.',
    'In January 2025 I read an advertisement on the internet: packing vegetables in England, free housing, 1,900 pounds a month. The number given was +380 50 000 12 34. A man answered who called himself Viktor. I now know that he is Viktor Lazorenko.',
    'On 2 March 2025 Viktor took my passport “for the visa” and gave me a paper to sign in English, which I did not understand. He also wrote down my mother’s telephone number: +380 67 000 56 78.',
    'We travelled through Romania; there were six of us. At Poiana Arinului a woman joined us whom I later knew as Ileana Brandusescu. A man called Marius collected everyone’s telephones. He said that they would be returned on arrival. Mine was never returned.',
    'On 5 March we came to a building at 14 Cutlers Row, Velkmoor. We slept on mattresses on the floor above the packing hall, eight to a room. The windows did not open. At night the door below was locked with a chain.',
    'I worked from five in the morning until seven in the evening, six days a week. I was given 40 pounds a week in cash. The rest, they said, was kept “for the road, housing and papers”. According to Marius’s notebook I owed 4,650 pounds.',
    'On 20 April I asked for my passport. Marius said loudly, before everyone: “Tell Verbytska that I know which school her Sofiika goes to.” I was afraid for my child and did not ask again.',
    'A man who worked on the forklift gave me bread and once let me use his telephone. His name is Samir al-Nuwayri. From the address o.verbytska@post.example I wrote to my mother that I was alive.',
    'On 11 June 2025 the police came. They were looking for Olena Verbytska and said my name aloud. Marius stood behind my back, so I said that I was there of my own will. That was not true.',
    'My wages were supposedly transferred to my account UA21 3223 1300 0002 6007 2335 66001. I had not had the card of that account since March: it was taken together with the passport. Who withdrew the money I did not see.',
    'I was shown photographs. In the first I recognise the building on Cutlers Row and the white van in which we were driven. In the second, Marius’s notebook. The line “О. Вербицька – 4650” in it is my debt.',
    'I am ready to give evidence in court. I ask that neither my name nor the place where I now live become known to the accused. There is nobody at home to stand up for Olena Verbytska but her mother.',
  ],
  declaration: 'The record was read to me in my language. It has been taken down correctly from my words. I know that I may be held liable for knowingly false evidence.',
  signedBy: [['Witness', '(signed) O. Verbytska'], ['Interpreter', '(signed) D. Melnychenko-Ort'], ['Detective Sergeant', '(signed) H. Oldcroft']],
  annexTitle: 'Annex A. Rights read to the witness',
  annexIntro: 'Before the interview the text of the Universal Declaration of Human Rights was read to Olena Verbytska in Ukrainian. The witness received a copy. The English text is reproduced here.',
};

export const brandusescuRomanian: StatementText = {
  language: 'ro',
  office: ['Parchetul de pe lângă Judecătoria Arinu', 'Biroul de cooperare judiciară internațională', 'Str. Morii nr. 3, Arinu · +40 700 000 142'],
  title: 'Declarație de martor',
  reference: 'Dosar 118/P/2025',
  fields: [
    ['Martor', 'Brândușescu Ileana'], ['Data nașterii', '02.11.1999'], ['Domiciliul', 'comuna Poiana Arinului, str. Teilor nr. 7'], ['Limba', 'română'],
    ['Locul și data', 'Arinu, 3 iulie 2025, orele 9:20–11:45'], ['Procuror', 'Teofil Munteanu-Ursache'], ['Grefier', 'Anca Dobrotă'],
  ],
  paragraphs: [
    'Mă numesc Ileana Brândușescu, sunt născută la 2 noiembrie 1999 în comuna Poiana Arinului și locuiesc acolo, pe strada Teilor nr. 7, cu părinții mei. Am terminat școala profesională și am lucrat doi ani la o brutărie.',
    'La sfârșitul lunii februarie 2025 m-a sunat de la numărul +40 721 000 142 un bărbat care s-a prezentat Marius. Mi-a spus că știe de la o vecină că fata lui Brândușescu caută de lucru și mi-a oferit un loc la ambalat legume în Anglia.',
    'La 3 martie 2025 m-au luat cu o dubă albă de la marginea satului. În dubă erau cinci femei și un șofer. Una dintre ele era din Ucraina; mai târziu am aflat că o cheamă Olena Verbițka. Telefoanele Olenei Verbițka și ale celorlalte fuseseră deja luate.',
    'La vamă, Marius a strâns pașapoartele și le-a pus într-o pungă galbenă. Ne-a spus să nu vorbim. De atunci nu mi-am mai văzut pașaportul până când mi l-a înapoiat poliția engleză.',
    'Am stat la 14 Cutlers Row, în orașul Velkmoor, deasupra halei. Eram opt în cameră. Lucram de la cinci dimineața până seara. Primeam patruzeci de lire pe săptămână, iar în caietul lui Marius scria că Brânduşescu I. datorează 3900.',
    'Am văzut-o pe Olena plângând de multe ori. După ce a cerut pașaportul, Marius a amenințat-o cu fetița ei, Sofia. Un bărbat arab de la motostivuitor, Samir, a încercat să o apere și a fost lovit.',
    'Banii mei trebuiau să intre în contul RO49 AAAA 1B31 0075 9384 0000, deschis pe numele meu la 6 martie. Nu am semnat nimic la bancă. Adresa de poștă electronică dată acolo, i.brandusescu@posta.example, nu am făcut-o eu.',
    'Recunosc din fotografii clădirea, duba albă și caietul. Recunosc și scrisul lui Marius Stănculeț. Pe bărbatul din a doua planșă, Viktor Lazorenko, l-am văzut de două ori, când a adus alte femei.',
    'Doresc să fiu ascultată ca martor și cer ca numele Ilenei Brândușescu să nu fie făcut public. Mi-e teamă pentru părinții mei. După ce m-am întors, doi necunoscuți au întrebat în sat unde stă Ileana.',
  ],
  declaration: 'Am citit declarația și o semnez. Cele consemnate corespund celor spuse de mine. Mi s-a adus la cunoștință că mărturia mincinoasă se pedepsește.',
  signedBy: [['Martor', 'I. Brândușescu'], ['Procuror', 'T. Munteanu-Ursache'], ['Grefier', 'A. Dobrotă']],
  annexTitle: 'Anexa A. Drepturile aduse la cunoștința martorului',
  annexIntro: 'Înainte de ascultare, Ilenei Brândușescu i s-a înmânat textul Declarației Universale a Drepturilor Omului în limba română.',
};

export const brandusescuEnglish: StatementText = {
  language: 'en',
  office: ['Prosecutor’s Office at the Court of Arinu', 'International Judicial Cooperation Bureau', '3 Morii Street, Arinu · +40 700 000 142'],
  title: 'Statement of a witness',
  reference: 'File 118/P/2025 (translation)',
  fields: [
    ['Witness', 'Ileana Brândușescu'], ['Date of birth', '02.11.1999'], ['Address', 'Poiana Arinului, 7 Teilor Street'], ['Language', 'Romanian'],
    ['Place and date', 'Arinu, 3 July 2025, 9:20–11:45'], ['Prosecutor', 'Teofil Munteanu-Ursache'], ['Clerk', 'Anca Dobrotă'],
  ],
  paragraphs: [
    'My name is Ileana Brândușescu. I was born on 2 November 1999 in the commune of Poiana Arinului and I live there, at 7 Teilor Street, with my parents. I finished vocational school and worked for two years in a bakery.',
    'At the end of February 2025 a man who introduced himself as Marius called me from the number +40 721 000 142. He said he knew from a neighbour that the Brândușescu girl was looking for work, and offered me a place packing vegetables in England.',
    'On 3 March 2025 they took me in a white van from the edge of the village. In the van were five women and a driver. One of them was from Ukraine; later I learned that her name is Olena Verbytska. The telephones of Olena Verbytska and of the others had already been taken.',
    'At the border Marius collected the passports and put them in a yellow bag. He told us not to speak. I did not see my passport again until the English police returned it to me.',
    'We stayed at 14 Cutlers Row in the town of Velkmoor, above the hall. There were eight of us in the room. We worked from five in the morning until evening. I received forty pounds a week, and in Marius’s notebook it said that Brandusescu I. owed 3,900.',
    'I saw Olena cry many times. After she asked for her passport, Marius threatened her with her little girl, Sofia. An Arab man from the forklift, Samir, tried to defend her and was struck.',
    'My money was to go into account RO49 AAAA 1B31 0075 9384 0000, opened in my name on 6 March. I signed nothing at a bank. The electronic mail address given there, i.brandusescu@posta.example, was not made by me.',
    'I recognise from the photographs the building, the white van and the notebook. I also recognise the handwriting of Marius Stănculeț. The man on the second plate, Viktor Lazorenko, I saw twice, when he brought other women.',
    'I wish to be heard as a witness and ask that the name of Ileana Brândușescu not be made public. I am afraid for my parents. After I came back, two strangers asked in the village where Ileana lives.',
  ],
  declaration: 'I have read the statement and sign it. What is recorded corresponds to what I said. I have been told that false testimony is punishable.',
  signedBy: [['Witness', '(signed) I. Brândușescu'], ['Prosecutor', '(signed) T. Munteanu-Ursache'], ['Clerk', '(signed) A. Dobrotă']],
  annexTitle: 'Annex A. Rights of which the witness was informed',
  annexIntro: 'Before the hearing Ileana Brândușescu was handed the text of the Universal Declaration of Human Rights in Romanian. The English text is reproduced here.',
};
