/** The message with its attachment, as a mail program stored it (RFC 5322, MIME). */
export function messageWithAttachment(attachment: Uint8Array): string {
  const body = [
    'Marius,', '', 'attached is the rota for week 17. Night cover is Doina and Lesia; Olena Verbytska and Ileana stay on line 2 until I say otherwise.',
    'Verbytska asked again about her passport. Tell her what we agreed. The girl in her village goes to school no. 3, I have the address.', '',
    'Money: 2,150 from line 2 went to UA21 3223 1300 0002 6007 2335 66001 on Friday, the card is with me. The forklift driver (Samir) talks too much.',
    'Call me on +380 50 000 12 34, not on the other number.', '', 'Віктор', '', '--', 'V. Lazorenko · Sallow Dyke Produce · v.lazorenko@sallowdyke.example',
  ].join('\r\n');
  const encode = (bytes: Uint8Array | string): string => (Buffer.from(bytes as Uint8Array).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
  const word = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  const boundary = '=_demonstration_0418';
  return [
    'Return-Path: <v.lazorenko@sallowdyke.example>',
    'Received: from mail.sallowdyke.example (192.0.2.17) by mx.velkmoor.example; Mon, 21 Apr 2025 07:41:09 +0100',
    `From: ${word('Віктор Лазоренко')} <v.lazorenko@sallowdyke.example>`,
    `To: ${word('Marius Stănculeț')} <m.stanculet@sallowdyke.example>`,
    `Subject: ${word('Week 17 – rota, Verbytska і паспорт')}`,
    'Date: Mon, 21 Apr 2025 07:41:02 +0100', 'Message-ID: <20250421.0741.kestrel@sallowdyke.example>', 'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`, '',
    `--${boundary}`, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', encode(body), '',
    `--${boundary}`, 'Content-Type: application/pdf; name="rota-week-17-verbytska.pdf"', 'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="rota-week-17-verbytska.pdf"', '', encode(attachment), '', `--${boundary}--`, '',
  ].join('\r\n');
}

/** Messages taken from a telephone, as text. */
export const chatExport = [
  'Експорт листування · телефон, речовий доказ 0418/7 · знято 12.06.2025, 09:15', 'Учасники: «Віктор робота UA» (+380 50 000 12 34), власниця телефону', '',
  '[03.01.2025, 18:02] Віктор робота UA: Добрий вечір. Ви писали про роботу в Англії?', '[03.01.2025, 18:05] власниця: Так. Мене звати Олена Вербицька, я з Верхньолозового.',
  '[03.01.2025, 18:06] Віктор робота UA: Пакування овочів. 1900 на місяць, житло наше. Паспорт є?', '[03.01.2025, 18:09] власниця: Є закордонний. Скільки коштує дорога?',
  '[03.01.2025, 18:10] Віктор робота UA: Нічого. Відпрацюєте.', '[11.02.2025, 20:44] Віктор робота UA: Олено, пришліть фото паспорта і номер мами, для візи.',
  '[11.02.2025, 21:01] власниця: Мама: +380 67 000 56 78. Фото надіслала на пошту.', '[11.02.2025, 21:02] Віктор робота UA: На яку ви писали?',
  '[11.02.2025, 21:03] власниця: З o.verbytska@post.example', '[01.03.2025, 22:15] Віктор робота UA: Завтра о 5:30 біля зупинки. Речей мало. Телефони здасте водієві.',
  '[01.03.2025, 22:17] власниця: Чому телефони?', '[01.03.2025, 22:18] Віктор робота UA: Так треба на кордоні. Вербицькій скажу окремо, де дзвонити.',
  '[01.03.2025, 22:31] власниця: У мене дочка, Софія. Я маю дзвонити їй щовечора.', '[01.03.2025, 22:32] Віктор робота UA: Будете.', '',
  '[20.04.2025, 23:58] невідомий номер: мамо, це Олена. Я жива. Не відповідай на цей номер, це телефон доброї людини.', '[20.04.2025, 23:59] невідомий номер: Обійми Софійку. Скажи, що я скоро.', '',
  'Кінець експорту. Контрольна сума носія внесена до протоколу огляду.', '',
].join('\n');
