//! Phrases that suit every topic of a team, and the names that are filled in. See [`super::scripts`] for where they come from.

/// The customer asks on, and what the AI or a person answers to that, by team in the order of [`super::topics::TEAMS`].
pub(super) const FOLLOW_UPS: [[(&str, &str); 5]; 4] = [
    [
        (
            "What happens if I am not at home?",
            "Then the carrier leaves it at the nearest pick-up point in {city} and sends you a code.",
        ),
        (
            "Can I follow the parcel somewhere?",
            "Yes: open “My orders”, choose {order} and press “Track”. The page is renewed every hour.",
        ),
        (
            "How long will that take?",
            "Two working days as a rule. You get a message as soon as anything moves.",
        ),
        (
            "Could you send me that in writing, to {email}?",
            "Done, the confirmation for {order} is in your mailbox.",
        ),
        ("Will I have to pay anything for that?", "No, that costs you nothing."),
    ],
    [
        (
            "Do I have to use the same box?",
            "Any sturdy box will do. Please stick the label over the old one.",
        ),
        (
            "When will I see the money?",
            "Within five working days of the parcel's arrival, on the card you paid with.",
        ),
        (
            "I have thrown the tags away. Is that a problem?",
            "No, as long as the {product} has not been used outdoors.",
        ),
        (
            "Where can I drop the parcel?",
            "At any pick-up point of the carrier; the nearest in {city} is in the station.",
        ),
        ("Could you send the details to {email}?", "Of course, they are on their way to you."),
    ],
    [
        ("Is there a table I can look at?", "Yes, on the page of the {product} under “Details”."),
        ("And for the {product}?", "The same holds for the {product}."),
        (
            "Would that also do for winter?",
            "Down to a few degrees below zero, yes. For colder nights I would take one step more.",
        ),
        ("Do you have a picture of that?", "There are four pictures and a short film on the product page."),
        ("Is it in the shop in {city} too?", "It is; they can put one aside for you until {date}."),
    ],
    [
        (
            "Where exactly do I find that?",
            "Log in, choose “My account” at the top right, then “Settings”. It is the second line.",
        ),
        (
            "I did that and it still does not work.",
            "Then please close all tabs of the shop and log in once more; an old session can get in the way.",
        ),
        ("My address is {email}, in case you need it.", "Thank you, I have found the account."),
        ("How long will that take?", "It takes effect at once; a mail confirms it."),
        ("Does that change anything about order {order}?", "No, {order} goes on as planned."),
    ],
];

/// The customer wants a person.
pub(super) const WANTS_PERSON: [&str; 4] = [
    "This does not help me. Can I talk to a person, please?",
    "I would rather speak to somebody from your team. My number is {phone}.",
    "A human, please.",
    "That is not what I asked. Could a colleague look at it?",
];

/// An answer to a customer who reopened.
pub(super) const AFTER_REOPENING: [&str; 4] = [
    "I am sorry that this was closed too soon. I have looked into {order} once more and put it right.",
    "Thank you for coming back to this. It is settled now; you get a confirmation at {email}.",
    "That should not have happened. I have started it anew, and it is due on {date}.",
    "You are right. I corrected it for {order}; nothing is left for you to do.",
];

/// The AI hands over.
pub(super) const AI_HANDS_OVER: [&str; 3] = [
    "I would like a colleague to look at this. I am handing you over to {team}; they can see our conversation.",
    "That goes beyond what I can settle myself. {team} will take over from here.",
    "I understand. I am passing you on to a person from {team}.",
];

/// A person's first words after the AI.
pub(super) const PERSON_AFTER_AI: [&str; 3] = [
    "Hello {first}, {agent} here. I have read what you wrote to our assistant.",
    "Hi {first}, this is {agent} from {team}. Sorry for the detour.",
    "Hello {first}, I am taking over from here. Could you tell me the order number once more? Ah, it is {order}.",
];

/// A person's first words.
pub(super) const PERSON_GREETS: [&str; 3] = [
    "Hello {first}, thank you for writing to us.",
    "Hi {first}, {agent} here.",
    "Good day {first}, I had a look at it.",
];

/// The customer says that it helped.
pub(super) const CONFIRMS: [&str; 5] = [
    "That worked, thank you!",
    "Perfect, thanks a lot.",
    "Great, that is all I needed.",
    "Yes, found it. Thanks!",
    "Solved, thank you.",
];

/// The customer gives up.
pub(super) const GIVES_UP: [&str; 4] = [
    "That still does not answer my question. What about {order}?",
    "Forget it.",
    "I have read that page three times. It does not say anything about the {product}.",
    "Hello? This goes round in circles.",
];

/// Nobody answers after a handoff.
pub(super) const NOBODY_CAME: [&str; 3] = [
    "Is anybody there?",
    "I have been waiting for an hour now.",
    "Hello? You said somebody would take over.",
];

/// The customer reopens.
pub(super) const REOPENS: [&str; 4] = [
    "I am afraid this is not solved. It happened again today.",
    "I am still waiting. Nothing has arrived.",
    "That was closed too soon: the {product} is still not here.",
    "One more thing about {order}: the amount is wrong.",
];

/// The customer leaves a way to be reached.
pub(super) const CONTACTS: [&str; 3] = [
    "You can reach me at {email} or {phone}.",
    "Best by telephone: {phone}.",
    "Please answer to {email}, the other address is no longer mine.",
];

/// Spam: subject and text.
pub(super) const SPAM: [(&str, &str); 3] = [
    (
        "Grow your traffic today",
        "Dear sir, we bring your shop to page one. Reply with your number and get a quote from {email}.",
    ),
    ("Invoice overdue!!!", "Your payment of {amount} is overdue. Open the attachment at once."),
    ("Partnership", "We make 20,000 tents a month at best price. Write to {email} for our catalogue."),
];

/// Conversations that the company began: subject and text.
pub(super) const OUTBOUND: [(&str, &str); 3] = [
    (
        "Your {product}: a safety notice",
        "Hello {first}, please check the buckle of your {product}. If its number begins with 44, we send you a new one.",
    ),
    (
        "How do you like your {product}?",
        "Hello {first}, you bought the {product} a month ago. We would be glad of a few words from you.",
    ),
    (
        "Your parcel {order}",
        "Hello {first}, the carrier could not find your door. Please confirm your address in {city}.",
    ),
];

/// Things the shop sells.
pub(super) const PRODUCTS: [&str; 12] = [
    "Skarv 2 tent",
    "Rein 45 backpack",
    "Lyng down jacket",
    "Foss rain shell",
    "Ull merino beanie",
    "Myr wool shirt",
    "Tind 900 sleeping bag",
    "Glo stove",
    "Elv dry bag",
    "Kvist trekking pole",
    "Varde head torch",
    "Dugg bottle",
];

/// Where parcels go.
pub(super) const CITIES: [&str; 10] = [
    "Bergen",
    "Leeds",
    "Hamburg",
    "Oslo",
    "Bristol",
    "Munich",
    "Trondheim",
    "Glasgow",
    "Cologne",
    "Edinburgh",
];

/// First and last names by language: English, German, Norwegian.
pub(super) const NAMES: [([&str; 8], [&str; 8]); 3] = [
    (
        ["Alice", "Ben", "Chloe", "Dev", "Emma", "Farah", "George", "Holly"],
        ["Archer", "Bell", "Carter", "Dunn", "Ellis", "Ford", "Grant", "Hale"],
    ),
    (
        ["Anna", "Bernd", "Clara", "Dieter", "Eva", "Felix", "Greta", "Hakan"],
        ["Adler", "Brandt", "Conrad", "Dietz", "Engel", "Frank", "Graf", "Hahn"],
    ),
    (
        ["Astrid", "Bjarne", "Camilla", "Dag", "Eirik", "Frida", "Gunnar", "Hilde"],
        ["Aasen", "Berg", "Dahl", "Eide", "Foss", "Haugen", "Lie", "Moen"],
    ),
];
