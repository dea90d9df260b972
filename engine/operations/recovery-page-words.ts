/** What a recovery sheet, or a share, says in one language; `{…}` stand for values. Quoted words are those of the window. */
export interface RecoveryPageWords {
  readonly document: string;
  readonly caseId: string;
  readonly madeOn: string;
  readonly set: string;
  readonly recoverTitle: string;
  readonly keepTitle: string;
  readonly qrLabel: string;
  readonly sheet: { readonly title: string; readonly warning: string; readonly use: readonly string[]; readonly keep: readonly string[]; readonly lines: readonly string[] };
  readonly share: { readonly title: string; readonly warning: string; readonly use: readonly string[]; readonly keep: readonly string[]; readonly lines: readonly string[] };
}

const words = {
  en: {
    document: 'Custodia: recovery of a case', caseId: 'Case', madeOn: 'Made on', set: 'Set', recoverTitle: 'To recover the case', keepTitle: 'To keep it safe', qrLabel: 'QR code with the same',
    sheet: {
      title: 'Recovery sheet',
      warning: 'Whoever holds this sheet and a copy of the case can open all of it. It stands in for the passphrase.',
      use: [
        'Have the case folder, or a backup of it, and Custodia.',
        'Where the case asks for its passphrase, choose “The passphrase is lost” and type the 24 words in the order of their numbers, or scan the code. In a terminal: custodia recover CASE --words-file FILE.',
        'Choose a new passphrase. The recovery is written into the log of the case.',
        'Make a new sheet afterwards. This one then opens the case no longer.',
      ],
      keep: [
        'Print it once, on paper, and delete the PDF. Do not photograph, scan or send it.',
        'Close it into an envelope, sign over the flap, and keep it in a safe, away from the computer and from every copy of the case.',
        'If it is lost, or the envelope was opened: make a new sheet at once, which ends this one, and tell whoever is responsible for the security of the case.',
      ],
      lines: ['Closed into the envelope on, by', 'Kept at'],
    },
    share: {
      title: 'Recovery share {number} of {of}',
      warning: 'These shares open the case when {needed} of the {of} come together. Fewer tell nothing.',
      use: [
        'Bring {needed} shares of set {set} together, with the case folder or a backup of it, and Custodia.',
        'Where the case asks for its passphrase, choose “The passphrase is lost” and type each share, without its spaces, or scan its code. In a terminal: custodia recover CASE --share-file FILE for each of them.',
        'Choose a new passphrase. The recovery is written into the log of the case.',
        'Make new shares afterwards. These then open the case no longer.',
      ],
      keep: [
        'Hold it on behalf of your institution. Give it to nobody but those who recover the case with you, in person.',
        'Close it into an envelope, sign over the flap, and keep it in a safe. No two shares belong in the same place.',
        'If it is lost, or the envelope was opened: tell the maker of the case, who makes a new set, which ends this one.',
      ],
      lines: ['Held by (institution)', 'Received on, by'],
    },
  },
  fr: {
    document: 'Custodia : secours d’une affaire', caseId: 'Affaire', madeOn: 'Établie le', set: 'Jeu', recoverTitle: 'Pour rouvrir l’affaire', keepTitle: 'Pour la garder en sûreté', qrLabel: 'Code QR avec le même contenu',
    sheet: {
      title: 'Fiche de secours',
      warning: 'Quiconque détient cette fiche et une copie de l’affaire peut tout ouvrir. Elle tient lieu de phrase secrète.',
      use: [
        'Ayez le dossier de l’affaire, ou une sauvegarde, et Custodia.',
        'Là où l’affaire demande sa phrase secrète, choisissez « La phrase secrète est perdue » et tapez les 24 mots dans l’ordre de leurs numéros, ou scannez le code. Dans un terminal : custodia recover CASE --words-file FILE.',
        'Choisissez une nouvelle phrase secrète. Le secours est inscrit au journal de l’affaire.',
        'Établissez ensuite une nouvelle fiche. Celle-ci n’ouvre alors plus l’affaire.',
      ],
      keep: [
        'Imprimez-la une seule fois, sur papier, et supprimez le PDF. Ne la photographiez pas, ne la numérisez pas, ne l’envoyez pas.',
        'Fermez-la dans une enveloppe, signez sur le rabat et gardez-la dans un coffre, loin de l’ordinateur et de toute copie de l’affaire.',
        'Si elle est perdue, ou si l’enveloppe a été ouverte : établissez aussitôt une nouvelle fiche, qui met fin à celle-ci, et prévenez la personne responsable de la sécurité de l’affaire.',
      ],
      lines: ['Mise sous enveloppe le, par', 'Gardée à'],
    },
    share: {
      title: 'Part de secours {number} sur {of}',
      warning: 'Ces parts ouvrent l’affaire quand {needed} des {of} sont réunies. Moins que cela ne dit rien.',
      use: [
        'Réunissez {needed} parts du jeu {set}, avec le dossier de l’affaire ou une sauvegarde, et Custodia.',
        'Là où l’affaire demande sa phrase secrète, choisissez « La phrase secrète est perdue » et tapez chaque part, sans ses espaces, ou scannez son code. Dans un terminal : custodia recover CASE --share-file FILE pour chacune.',
        'Choisissez une nouvelle phrase secrète. Le secours est inscrit au journal de l’affaire.',
        'Établissez ensuite de nouvelles parts. Celles-ci n’ouvrent alors plus l’affaire.',
      ],
      keep: [
        'Gardez-la au nom de votre institution. Ne la remettez qu’à ceux qui rouvrent l’affaire avec vous, en personne.',
        'Fermez-la dans une enveloppe, signez sur le rabat et gardez-la dans un coffre. Jamais deux parts au même endroit.',
        'Si elle est perdue, ou si l’enveloppe a été ouverte : prévenez l’auteur de l’affaire, qui établit un nouveau jeu, ce qui met fin à celui-ci.',
      ],
      lines: ['Détenue par (institution)', 'Reçue le, par'],
    },
  },
  es: {
    document: 'Custodia: recuperación de un caso', caseId: 'Caso', madeOn: 'Hecha el', set: 'Juego', recoverTitle: 'Para recuperar el caso', keepTitle: 'Para guardarla a salvo', qrLabel: 'Código QR con lo mismo',
    sheet: {
      title: 'Hoja de recuperación',
      warning: 'Quien tenga esta hoja y una copia del caso puede abrirlo todo. Hace las veces de la frase de acceso.',
      use: [
        'Tenga la carpeta del caso, o una copia de seguridad, y Custodia.',
        'Donde el caso pide su frase, elija «La frase se perdió» y escriba las 24 palabras en el orden de sus números, o escanee el código. En un terminal: custodia recover CASE --words-file FILE.',
        'Elija una frase nueva. La recuperación queda escrita en el registro del caso.',
        'Haga después una hoja nueva. Esta ya no abrirá el caso.',
      ],
      keep: [
        'Imprímala una sola vez, en papel, y borre el PDF. No la fotografíe, escanee ni envíe.',
        'Ciérrela en un sobre, firme sobre la solapa y guárdela en una caja fuerte, lejos del ordenador y de toda copia del caso.',
        'Si se pierde, o el sobre fue abierto: haga enseguida una hoja nueva, que anula esta, y avise a quien responde de la seguridad del caso.',
      ],
      lines: ['Cerrada en el sobre el, por', 'Guardada en'],
    },
    share: {
      title: 'Parte de recuperación {number} de {of}',
      warning: 'Estas partes abren el caso cuando se reúnen {needed} de las {of}. Menos no dicen nada.',
      use: [
        'Reúna {needed} partes del juego {set}, con la carpeta del caso o una copia de seguridad, y Custodia.',
        'Donde el caso pide su frase, elija «La frase se perdió» y escriba cada parte, sin sus espacios, o escanee su código. En un terminal: custodia recover CASE --share-file FILE para cada una.',
        'Elija una frase nueva. La recuperación queda escrita en el registro del caso.',
        'Haga después partes nuevas. Estas ya no abrirán el caso.',
      ],
      keep: [
        'Guárdela en nombre de su institución. No la dé a nadie salvo a quienes recuperan el caso con usted, en persona.',
        'Ciérrela en un sobre, firme sobre la solapa y guárdela en una caja fuerte. Nunca dos partes en el mismo lugar.',
        'Si se pierde, o el sobre fue abierto: avise a quien hizo el caso, que hará un juego nuevo, con lo que este queda anulado.',
      ],
      lines: ['En poder de (institución)', 'Recibida el, por'],
    },
  },
  ro: {
    document: 'Custodia: recuperarea unei cauze', caseId: 'Cauza', madeOn: 'Întocmită la', set: 'Set', recoverTitle: 'Pentru a recupera cauza', keepTitle: 'Pentru a o păstra în siguranță', qrLabel: 'Cod QR cu același conținut',
    sheet: {
      title: 'Fișă de recuperare',
      warning: 'Oricine deține această fișă și o copie a cauzei poate deschide totul. Ea ține locul frazei de acces.',
      use: [
        'Aveți la îndemână dosarul cauzei sau o copie de siguranță și Custodia.',
        'Acolo unde cauza cere fraza de acces, alegeți „Fraza s-a pierdut” și scrieți cele 24 de cuvinte în ordinea numerelor lor sau scanați codul. Într-un terminal: custodia recover CASE --words-file FILE.',
        'Alegeți o frază nouă. Recuperarea se scrie în jurnalul cauzei.',
        'Întocmiți apoi o fișă nouă. Aceasta nu va mai deschide cauza.',
      ],
      keep: [
        'Tipăriți-o o singură dată, pe hârtie, și ștergeți PDF-ul. Nu o fotografiați, nu o scanați și nu o trimiteți.',
        'Închideți-o într-un plic, semnați peste clapă și păstrați-o într-un seif, departe de calculator și de orice copie a cauzei.',
        'Dacă se pierde sau plicul a fost deschis: întocmiți imediat o fișă nouă, care o anulează pe aceasta, și anunțați persoana care răspunde de securitatea cauzei.',
      ],
      lines: ['Închisă în plic la, de către', 'Păstrată la'],
    },
    share: {
      title: 'Parte de recuperare {number} din {of}',
      warning: 'Aceste părți deschid cauza când se adună {needed} din cele {of}. Mai puține nu spun nimic.',
      use: [
        'Adunați {needed} părți din setul {set}, cu dosarul cauzei sau o copie de siguranță și Custodia.',
        'Acolo unde cauza cere fraza de acces, alegeți „Fraza s-a pierdut” și scrieți fiecare parte, fără spațiile ei, sau scanați codul ei. Într-un terminal: custodia recover CASE --share-file FILE pentru fiecare.',
        'Alegeți o frază nouă. Recuperarea se scrie în jurnalul cauzei.',
        'Întocmiți apoi părți noi. Acestea nu vor mai deschide cauza.',
      ],
      keep: [
        'Păstrați-o în numele instituției dumneavoastră. Nu o dați nimănui, în afară de cei care recuperează cauza împreună cu dumneavoastră, personal.',
        'Închideți-o într-un plic, semnați peste clapă și păstrați-o într-un seif. Niciodată două părți în același loc.',
        'Dacă se pierde sau plicul a fost deschis: anunțați autorul cauzei, care întocmește un set nou, ceea ce îl anulează pe acesta.',
      ],
      lines: ['Deținută de (instituția)', 'Primită la, de către'],
    },
  },
  uk: {
    document: 'Custodia: відновлення справи', caseId: 'Справа', madeOn: 'Складено', set: 'Набір', recoverTitle: 'Щоб відновити справу', keepTitle: 'Щоб зберегти в безпеці', qrLabel: 'QR-код із тим самим',
    sheet: {
      title: 'Аркуш відновлення',
      warning: 'Той, хто має цей аркуш і копію справи, може відкрити її всю. Він заступає парольну фразу.',
      use: [
        'Підготуйте теку справи або її резервну копію та Custodia.',
        'Там, де справа просить парольну фразу, виберіть «Парольну фразу втрачено» і введіть 24 слова за порядком їхніх номерів або зіскануйте код. У терміналі: custodia recover CASE --words-file FILE.',
        'Виберіть нову парольну фразу. Відновлення записується в журнал справи.',
        'Потім складіть новий аркуш. Цей більше не відкриватиме справу.',
      ],
      keep: [
        'Надрукуйте його один раз на папері й видаліть PDF. Не фотографуйте, не скануйте й не надсилайте його.',
        'Закрийте його в конверт, підпишіться через клапан і зберігайте в сейфі, окремо від комп’ютера та будь-якої копії справи.',
        'Якщо його втрачено або конверт відкривали: негайно складіть новий аркуш, що скасує цей, і повідомте того, хто відповідає за безпеку справи.',
      ],
      lines: ['Закрито в конверт (дата, ким)', 'Зберігається в'],
    },
    share: {
      title: 'Частка відновлення {number} з {of}',
      warning: 'Ці частки відкривають справу, коли зійдуться {needed} з {of}. Менша кількість не розкриває нічого.',
      use: [
        'Зберіть {needed} частки набору {set} разом із текою справи або її резервною копією та Custodia.',
        'Там, де справа просить парольну фразу, виберіть «Парольну фразу втрачено» і введіть кожну частку без пропусків або зіскануйте її код. У терміналі: custodia recover CASE --share-file FILE для кожної.',
        'Виберіть нову парольну фразу. Відновлення записується в журнал справи.',
        'Потім складіть нові частки. Ці більше не відкриватимуть справу.',
      ],
      keep: [
        'Зберігайте її від імені вашої установи. Не віддавайте нікому, крім тих, хто відновлює справу разом із вами, особисто.',
        'Закрийте її в конверт, підпишіться через клапан і зберігайте в сейфі. Двом часткам не місце поруч.',
        'Якщо її втрачено або конверт відкривали: повідомте того, хто створив справу, щоб він склав новий набір, який скасує цей.',
      ],
      lines: ['Зберігає (установа)', 'Отримано (дата, ким)'],
    },
  },
  ar: {
    document: 'Custodia: استرداد قضية', caseId: 'القضية', madeOn: 'أُعدّت في', set: 'المجموعة', recoverTitle: 'لاسترداد القضية', keepTitle: 'لحفظها في أمان', qrLabel: 'رمز QR بالمحتوى نفسه',
    sheet: {
      title: 'ورقة الاسترداد',
      warning: 'من يملك هذه الورقة ونسخة من القضية يستطيع فتحها كلها. فهي تقوم مقام عبارة المرور.',
      use: [
        'أحضر مجلد القضية، أو نسخة احتياطية منه، وبرنامج Custodia.',
        'حيث تُطلب عبارة المرور، اختر «فُقدت عبارة المرور» واكتب الكلمات الأربع والعشرين بترتيب أرقامها، أو امسح الرمز. في الطرفية: custodia recover CASE --words-file FILE.',
        'اختر عبارة مرور جديدة. يُكتب الاسترداد في سجل القضية.',
        'أعدّ بعد ذلك ورقة جديدة، فلا تعود هذه تفتح القضية.',
      ],
      keep: [
        'اطبعها مرة واحدة على الورق واحذف ملف PDF. لا تصوّرها ولا تمسحها ضوئيًا ولا ترسلها.',
        'أغلق عليها ظرفًا، ووقّع فوق لسانه، واحفظها في خزنة بعيدًا عن الحاسوب وعن كل نسخة من القضية.',
        'إذا ضاعت أو فُتح الظرف: أعدّ فورًا ورقة جديدة تُبطل هذه، وأبلغ المسؤول عن أمن القضية.',
      ],
      lines: ['أُغلق الظرف في، بيد', 'تُحفظ في'],
    },
    share: {
      title: 'حصة الاسترداد {number} من {of}',
      warning: 'تفتح هذه الحصص القضية إذا اجتمعت منها {needed} من أصل {of}. وما دون ذلك لا يكشف شيئًا.',
      use: [
        'اجمع {needed} من حصص المجموعة {set}، مع مجلد القضية أو نسخة احتياطية منه، وبرنامج Custodia.',
        'حيث تُطلب عبارة المرور، اختر «فُقدت عبارة المرور» واكتب كل حصة بلا مسافات، أو امسح رمزها. في الطرفية: custodia recover CASE --share-file FILE لكل حصة.',
        'اختر عبارة مرور جديدة. يُكتب الاسترداد في سجل القضية.',
        'أعدّ بعد ذلك حصصًا جديدة، فلا تعود هذه تفتح القضية.',
      ],
      keep: [
        'احفظها نيابة عن مؤسستك. لا تعطها إلا لمن يستردون القضية معك حضوريًا.',
        'أغلق عليها ظرفًا، ووقّع فوق لسانه، واحفظها في خزنة. لا توضع حصتان في مكان واحد.',
        'إذا ضاعت أو فُتح الظرف: أبلغ منشئ القضية ليُعدّ مجموعة جديدة تُبطل هذه.',
      ],
      lines: ['تحفظها (المؤسسة)', 'استُلمت في، بيد'],
    },
  },
} as const satisfies Record<string, RecoveryPageWords>;

/** Languages in which recovery pages are printed, BCP 47. */
export type RecoveryPageLanguage = keyof typeof words;

/** What recovery pages say in a language. */
export function recoveryPageWords(language: RecoveryPageLanguage): RecoveryPageWords {
  return words[language];
}

/** The language, where recovery pages are printed in it. */
export function recoveryPageLanguage(language: string): RecoveryPageLanguage | undefined {
  return Object.hasOwn(words, language) ? (language as RecoveryPageLanguage) : undefined;
}
