// What the people of Halden Cycles are called and what its customers say. All of it is made up here.

export const FIRST =
  'Aaliyah Agnes Ahmed Aiko Alba Anders Anton Astrid Aylin Bela Birgit Boris Carlos Cem Chiara Dana Daniel Dilek Edith Elena Elias Emma Enzo Esther Fatima Felix Finn Fiona Gero Greta Hana Hannes Helga Henrik Hugo Ida Ilse Imran Ines Ivo Jakob Jana Jens Jonna Julia Kaan Karim Katja Klara Lars Leila Levi Linh Lotte Luca Luis Magda Malik Marek Maria Marta Matteo Mehmet Mia Mila Nadia Nils Nina Noor Olaf Olga Omar Oskar Paula Pavel Peter Pia Quentin Rafael Rania Renate Rosa Ruth Salma Samir Sara Selin Silke Sofia Stefan Sven Tariq Tessa Theo Thea Ulla Ute Valentin Vera Viktor Wanda Werner Yara Yasmin Yusuf Zeynep Zoe'.split(
    ' ',
  )
export const LAST =
  'Abel Acar Adler Ahrens Alvarez Arslan Bauer Becker Behrens Berger Bianchi Braun Brandt Busch Cordes Costa Dahl Demir Diaz Dietz Ebert Eriksen Ernst Falk Fischer Franke Fuchs Garcia Gerber Graf Haas Hahn Hansen Hartmann Heinz Hermann Hinz Hoang Hofer Horn Huber Jansen Jensen Kaya Keller Klein Koch Kowalski Krause Kruse Kuhn Lang Larsen Lehmann Lindner Lopez Lorenz Ludwig Maier Mann Marx Mayer Meier Melo Moreau Moser Nguyen Nielsen Novak Nowak Otto Ozturk Pape Peters Petrov Pohl Raab Ramos Reuter Richter Romano Roth Ruiz Sahin Santos Sauer Schmitt Schubert Schulz Seidel Silva Simon Sommer Stein Thiel Thomsen Tran Vogel Voss Wagner Walter Weiss Werner Wiese Winter Witt Wolff Yilmaz Zimmer'.split(
    ' ',
  )

export const STAFF: readonly [
  name: string,
  team: string,
  level: 'front-line' | 'supervisor' | 'manager' | 'leader',
][] = [
  ['Ana Reyes', 'Harbour', 'front-line'],
  ['Ben Okafor', 'Station', 'front-line'],
  ['Carla Weiss', 'Station', 'supervisor'],
  ['David Lund', 'Shops', 'manager'],
  ['Priya Nair', 'Workshop', 'supervisor'],
  ['Victor Stahl', 'Office', 'leader'],
  ['Lena Vogt', 'Office', 'front-line'],
  ['Jule Petersen', 'Harbour', 'supervisor'],
  ['Mats Carlsen', 'Harbour', 'front-line'],
  ['Sina Baumann', 'Harbour', 'front-line'],
  ['Deniz Aksoy', 'Station', 'front-line'],
  ['Ruth Amsel', 'Station', 'front-line'],
  ['Karl Nowotny', 'Market', 'supervisor'],
  ['Ewa Zielinska', 'Market', 'front-line'],
  ['Tim Hollander', 'Market', 'front-line'],
  ['Amira Haddad', 'Market', 'front-line'],
  ['Olga Brenner', 'Riverside', 'supervisor'],
  ['Jan Frisch', 'Riverside', 'front-line'],
  ['Marie Leblanc', 'Riverside', 'front-line'],
  ['Sam Idowu', 'Riverside', 'front-line'],
  ['Piet Jonker', 'Workshop', 'front-line'],
  ['Rosa Vidal', 'Workshop', 'front-line'],
  ['Henk Dorn', 'Workshop', 'front-line'],
  ['Ivan Marković', 'Workshop', 'front-line'],
  ['Lea Sandberg', 'Phone desk', 'supervisor'],
  ['Noah Ritter', 'Phone desk', 'front-line'],
  ['Fatou Diallo', 'Phone desk', 'front-line'],
  ['Gesa Lührs', 'Stores', 'front-line'],
  ['Paul Ebner', 'Stores', 'front-line'],
  ['Nele Harms', 'Stores', 'supervisor'],
]

export const CHAIN: readonly {
  stage: string
  name: string
  code: string
  owner: string
  ideal: string
  guess: number
}[] = [
  {
    stage: 'Find your bike',
    name: 'Choose',
    code: 'choose',
    owner: 'Jule Petersen',
    ideal: 'Somebody asks where you ride before showing a bicycle.',
    guess: 55,
  },
  {
    stage: 'Find your bike',
    name: 'Buy',
    code: 'buy',
    owner: 'Karl Nowotny',
    ideal: 'You ride home on it, with the saddle at your height.',
    guess: 60,
  },
  {
    stage: 'Repair',
    name: 'Bring in',
    code: 'bring-in',
    owner: 'Carla Weiss',
    ideal: 'You know the day, the price and who repairs it before you leave.',
    guess: 50,
  },
  {
    stage: 'Repair',
    name: 'Wait',
    code: 'wait',
    owner: 'Priya Nair',
    ideal: 'If the day moves, we ring before you ask.',
    guess: 45,
  },
  {
    stage: 'Repair',
    name: 'Collect your repair',
    code: 'collect',
    owner: 'David Lund',
    ideal: 'It is ready, washed, and somebody shows you what was done.',
    guess: 60,
  },
  {
    stage: 'On the road',
    name: 'Ride',
    code: 'ride',
    owner: 'Olga Brenner',
    ideal: 'A month later somebody asks how it runs.',
    guess: 62,
  },
]

export const GOODS: readonly [what: string, cents: number][] = [
  ['City bike', 89_000],
  ['Touring bike', 129_000],
  ['Children’s bike', 32_900],
  ['Cargo bike', 349_000],
  ['E-bike', 279_900],
  ['Helmet', 6_990],
  ['Light set', 4_490],
  ['Lock', 5_490],
  ['Panniers', 8_990],
  ['Bell, big brass', 2_490],
  ['Inspection', 5_900],
  ['Brake service', 3_900],
  ['New chain', 4_400],
  ['Wheel trued', 2_500],
  ['Tyre and tube', 3_200],
]

export const SAID = {
  magic: [
    'They let my daughter ring the big brass bell while I talked about gears.',
    'Ready a day early, washed, and the saddle finally fits.',
    'He walked out with me and adjusted the brakes in the rain.',
    'She remembered that I ride to work and put on the better tyres.',
    'I came for a tube and left knowing how to change one.',
    'They rang me before I could wonder.',
    'Honest: told me the old light was still good.',
    'No pressure at all, and two test rides.',
  ],
  mediocre: [
    'Fine. It took a while until somebody had time.',
    'All good, though nobody said when it would be ready.',
    'Friendly, but I had to ask twice.',
    'The bike is fine. The counter was empty for ten minutes.',
    'As expected.',
    'Good work, a bit dear.',
  ],
  misery: [
    'Nobody told me it wasn’t ready.',
    'I came for nothing, again.',
    'Six euros because nobody rang me.',
    'I explained it to three people.',
    'Told Tuesday, then Thursday, then Monday.',
    'The brake squeaks as before and I paid for it.',
  ],
  madeFive: [
    'a call when it is done',
    'knowing the day',
    'somebody at the counter',
    'not having to ask twice',
    'the price before, not after',
    'a word about what was repaired',
  ],
}
