import type { StatementText } from './statements.ts';

export const nuwayriArabic: StatementText = {
  language: 'ar',
  office: ['شرطة مقاطعة فيلكمور', 'وحدة التحقيق في الرق الحديث', '9 Bridewell Street, Velkmoor VK1 3AA'],
  title: 'محضر سماع شاهد',
  reference: 'OP/KESTREL/2025/0418-15',
  fields: [
    ['الشاهد', 'سمير يوسف النويري'], ['تاريخ الميلاد', '19.08.1991'], ['اللغة', 'العربية'], ['المترجمة', 'هالة ديب مرقص، سجل رقم 70518'],
    ['المكان والتاريخ', 'فيلكمور، 16 حزيران 2025'], ['أجرى السماع', 'المحقق توماس إنجلبي'],
  ],
  paragraphs: [
    'اسمي سمير يوسف النويري. ولدت في 19 آب 1991. أعمل سائق رافعة شوكية منذ ثماني سنوات، وأقيم في بريطانيا بصورة قانونية منذ عام 2019.',
    'بدأت العمل في مستودع الخضار في شارع كاتلرز رو رقم 14 في كانون الثاني 2025. وظفني رجل اسمه ماريوس ستانكوليتس. كان يدفع لي نقداً كل أسبوع.',
    'في آذار جاءت نساء من أوكرانيا ورومانيا. كن ينمن فوق صالة التعبئة ولا يخرجن. رأيت الباب مقفلاً بسلسلة كل ليلة بعد الساعة الثامنة.',
    'تعرفت على امرأة أوكرانية اسمها أولينا فيربيتسكا. كانت تبكي كثيراً. أعطيتها خبزاً، وسمحت لها مرة أن تستعمل هاتفي لتكتب إلى أمها. كان معها امرأة رومانية اسمها إيليانا.',
    'في 20 نيسان صاح ماريوس على أولينا أمام الجميع وهددها بابنتها الصغيرة. قلت له أن يتركها فضربني على وجهي. ذهبت إلى الطبيب في اليوم التالي.',
    'كنت أرى الدفتر الأسود الذي يكتب فيه ماريوس الديون. رأيت فيه أسماء النساء ومبالغ أمام كل اسم. ورأيت جوازات السفر في كيس أصفر داخل خزانة المكتب.',
    'رقم هاتفي الذي استعملته أولينا هو ‎+963 944 000 142‎ وبريدي هو s.nuwayri@barid.example. لم أحذف الرسالة وسلمت الهاتف للشرطة.',
    'أنا مستعد للشهادة أمام المحكمة. أطلب ألا يعرف المتهمون أين أسكن. لا أحد يتكلم عن سمير النويري إن سكت سمير.',
  ],
  declaration: 'قرئ علي هذا المحضر بلغتي، وما فيه مطابق لأقوالي، وأعلم أن شهادة الزور يعاقب عليها القانون.',
  signedBy: [['الشاهد', 'سمير النويري'], ['المترجمة', 'هالة ديب مرقص'], ['المحقق', 'توماس إنجلبي']],
  annexTitle: 'الملحق أ. الحقوق التي تليت على الشاهد',
  annexIntro: 'تلي على سمير النويري قبل السماع نص الإعلان العالمي لحقوق الإنسان باللغة العربية، وتسلم نسخة منه.',
};

export const nuwayriEnglish: StatementText = {
  language: 'en',
  office: ['Velkmoor Constabulary', 'Modern Slavery Investigation Unit', '9 Bridewell Street, Velkmoor VK1 3AA · +44 1632 960961'],
  title: 'Record of interview of a witness',
  reference: 'OP/KESTREL/2025/0418-15 (translation)',
  fields: [
    ['Witness', 'Samir Yusuf al-Nuwayri'], ['Date of birth', '19.08.1991'], ['Language', 'Arabic'], ['Interpreter', 'Hala Dib Murqus, register 70518'],
    ['Place and date', 'Velkmoor, 16 June 2025'], ['Interviewed by', 'Detective Constable Thomas Ingleby'],
  ],
  paragraphs: [
    'My name is Samir Yusuf al-Nuwayri. I was born on 19 August 1991. I have been a forklift driver for eight years and have lived lawfully in Britain since 2019.',
    'I began work at the vegetable warehouse at 14 Cutlers Row in January 2025. A man called Marius Stănculeț employed me. He paid me in cash every week.',
    'In March women came from Ukraine and Romania. They slept above the packing hall and did not go out. I saw the door locked with a chain every night after eight o’clock.',
    'I came to know a Ukrainian woman called Olena Verbytska. She cried often. I gave her bread, and once let her use my telephone to write to her mother. With her was a Romanian woman called Ileana.',
    'On 20 April Marius shouted at Olena before everyone and threatened her with her little daughter. I told him to leave her alone and he struck me in the face. I went to the doctor the next day.',
    'I used to see the black notebook in which Marius wrote the debts. I saw the women’s names in it, with an amount against each name. And I saw the passports in a yellow bag inside the office cupboard.',
    'The number of my telephone that Olena used is +963 944 000 142 and my mail is s.nuwayri@barid.example. I did not delete the message and handed the telephone to the police.',
    'I am ready to testify before the court. I ask that the accused not know where I live. Nobody speaks for Samir al-Nuwayri if Samir is silent.',
  ],
  declaration: 'This record was read to me in my language. What is in it agrees with my words, and I know that false testimony is punished by law.',
  signedBy: [['Witness', '(signed) Samir al-Nuwayri'], ['Interpreter', '(signed) Hala Dib Murqus'], ['Detective Constable', '(signed) T. Ingleby']],
  annexTitle: 'Annex A. Rights read to the witness',
  annexIntro: 'Before the interview the text of the Universal Declaration of Human Rights was read to Samir al-Nuwayri in Arabic, and he received a copy. The English text is reproduced here.',
};
