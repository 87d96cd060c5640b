//! What is written in the sample's conversations. All people, orders, addresses and products are invented; addresses end in
//! `example.com` (RFC 2606) and telephone numbers lie in the range that Ofcom keeps free for drama.
//!
//! Words in braces are filled in by [`super::conversation`].

/// Texts of one topic.
pub(super) struct Script {
    /// Subject lines.
    pub(super) subjects: [&'static str; 2],
    /// First messages of the customer.
    pub(super) openings: [&'static str; 3],
    /// Answers, usable by the AI and by people.
    pub(super) answers: [&'static str; 2],
}

const fn script(
    subjects: [&'static str; 2],
    openings: [&'static str; 3],
    answers: [&'static str; 2],
) -> Script {
    Script { subjects, openings, answers }
}

/// One script for each topic, in the order of [`super::topics::TOPICS`].
pub(super) const SCRIPTS: [Script; 40] = [
    script(
        ["Where is {order}?", "Order {order}: no news"],
        [
            "I ordered the {product} last week and have heard nothing since. Where is order {order}?",
            "The tracking page for {order} has not moved in three days. Is my {product} still coming?",
            "Could you tell me when {order} arrives? I am going away on {date} and would like to have the {product} by then.",
        ],
        [
            "Your order {order} left our warehouse and is with the carrier. The tracking page shows delivery to {city} on {date}.",
            "I looked up {order}: the parcel was scanned in {city} this morning and should reach you on {date}.",
        ],
    ),
    script(
        ["{order} is late", "Delivery of {order} postponed again"],
        [
            "My order {order} was due on Monday and the date keeps moving. What is going on?",
            "The carrier has put off {order} for the second time. I need the {product} for a trip.",
            "You promised delivery within three days. It has been nine. Order {order}.",
        ],
        [
            "I am sorry about the wait. The carrier reports a backlog in {city}; the new date for {order} is {date}. Shipping is refunded.",
            "The parcel missed its connection in {city}. It is on its way again and due on {date}; you need not do anything.",
        ],
    ),
    script(
        ["Wrong address on {order}", "Please change where {order} goes"],
        [
            "I moved and forgot to update my address. Can order {order} still go to {city}?",
            "I typed the wrong house number for {order}. It should be 14, not 41.",
            "Please send {order} to my office instead: 7 Harbour Lane, {city}.",
        ],
        [
            "The parcel has not left yet, so I changed the address of {order} to the one in {city}.",
            "The parcel is already on its way, but the carrier lets you pick another address in {city} under “Change delivery”.",
        ],
    ),
    script(
        ["Cancel {order}", "I no longer need {order}"],
        [
            "Please cancel order {order}. I ordered the {product} twice by mistake.",
            "I found the {product} in a shop here, so I would like to cancel {order}.",
            "How do I cancel? The button on the order page of {order} is grey.",
        ],
        [
            "Order {order} is cancelled. The {amount} go back to your card within five working days.",
            "{order} was already packed. Refuse the parcel or send it back free of charge, and {amount} are refunded on arrival.",
        ],
    ),
    script(
        ["Something missing in {order}", "Incomplete parcel {order}"],
        [
            "My parcel came today, but the {product} was not in it. The slip says it was packed.",
            "Order {order} arrived without the {product}. The box was closed and looked fine.",
            "Two of the three items of {order} came. Is the {product} sent separately?",
        ],
        [
            "I checked the packing weight of {order}: the {product} was indeed left out. A new one leaves today.",
            "The {product} of {order} ships in a second parcel from {city}, due on {date}.",
        ],
    ),
    script(
        ["Wrong product in {order}", "Not what I ordered ({order})"],
        [
            "I ordered the {product} and got something else entirely. What now?",
            "The {product} in my parcel is the wrong model. Order {order}.",
            "The label says {product}, the bag inside is another one. I need the right one before {date}.",
        ],
        [
            "That is our mistake. The right {product} leaves today; a label for the wrong one is in your mailbox.",
            "I am sorry. Keep the wrong item, please; the {product} of {order} is on its way to you.",
        ],
    ),
    script(
        ["{product} damaged on arrival", "Broken in the post: {order}"],
        [
            "The box of {order} was crushed and the {product} has a tear. I took photographs.",
            "My {product} arrived with a broken buckle. The parcel looked as if it had been dropped.",
            "Water got into the parcel. The {product} smells and is stained. Order {order}.",
        ],
        [
            "I am sorry to read that. A new {product} is on its way; keep the damaged one until the carrier has seen it.",
            "Thank you for the pictures. I refunded {amount} for the damaged {product} of {order}.",
        ],
    ),
    script(
        ["Which pick-up point?", "Pick-up of {order}"],
        [
            "The message says {order} is at a pick-up point, but not at which one.",
            "Until when does the shop in {city} keep my parcel {order}?",
            "May my brother fetch {order}? He lives next to the pick-up point in {city}.",
        ],
        [
            "{order} waits at the kiosk by the station in {city} and is kept until {date}. Bring the code from your text message.",
            "Anyone who has the collection code can fetch {order}. It is kept in {city} until {date}.",
        ],
    ),
    script(
        ["Customs fee for {order}?", "Import charges"],
        [
            "The carrier wants {amount} in customs for {order}. I thought this was included?",
            "Do I have to pay import fees on the {product} if it ships to {city}?",
            "I paid {amount} at the door for {order} though your page says duties are paid. Please refund it.",
        ],
        [
            "For deliveries outside the EEA duties are shown at the checkout and paid by us. Send the receipt for {amount} and it is refunded.",
            "Orders under the duty limit come without fees. {order} lies above it, so {amount} were due on import.",
        ],
    ),
    script(
        ["Express possible?", "Need {product} by {date}"],
        [
            "Can you send the {product} by express? I leave on {date}.",
            "I paid for express on {order}. Does that count on a Saturday?",
            "How late can I order to get the {product} to {city} tomorrow?",
        ],
        [
            "Express orders placed before 14:00 on a working day reach {city} the next morning.",
            "{order} goes out today by express and is due on {date} before noon.",
        ],
    ),
    script(
        ["Returning the {product}", "How do I return {order}?"],
        [
            "The {product} does not suit me. How do I send it back?",
            "I would like to return part of {order}, only the {product}.",
            "Is a return free of charge? I tried the {product} on once, indoors.",
        ],
        [
            "You can start the return under “My orders”: choose {order}, tick the {product} and print the label. Returns are free for 60 days.",
            "I started the return of the {product} for you; the label is in your mailbox. Drop the parcel at any pick-up point.",
        ],
    ),
    script(
        ["Return label missing", "Label for {order} does not print"],
        [
            "I cannot find the return label for {order}.",
            "My printer is broken. Is there a way to return the {product} without a printed label?",
            "The link to the label says “expired”. Could I have a new one for {order}?",
        ],
        [
            "Here is a new label for {order}: open “My orders”, then “Return”, then “Label”. It is good for 14 days.",
            "No printer needed: show the code from your e-mail at the pick-up point in {city} and they print the label.",
        ],
    ),
    script(
        ["Refund for {order}?", "Still waiting for my money"],
        [
            "I sent the {product} back two weeks ago. When do I get my {amount}?",
            "My return of {order} was delivered last Tuesday, says the carrier. No refund yet.",
            "You refunded only part of {order}. There are {amount} missing.",
        ],
        [
            "Your return reached us and {amount} went out today. Banks need up to five working days to show it.",
            "I see the return of {order}. It is being checked; the refund of {amount} follows by {date}.",
        ],
    ),
    script(
        ["Exchange for another size", "{product} too small"],
        [
            "The {product} is too tight. Can I swap it for the next size?",
            "I need the {product} one size down. Do I pay postage twice?",
            "Could you put a size L of the {product} aside until my return arrives?",
        ],
        [
            "The next size is in stock. I reserved it; it leaves as soon as the carrier scans your return of {order}.",
            "Exchanges are free once per order: choose “Exchange” instead of “Refund” when you start the return of {order}.",
        ],
    ),
    script(
        ["Another colour, please", "Colour of the {product}"],
        [
            "The {product} looks much darker than in the picture. Can I have it in moss green?",
            "I meant to order the {product} in grey, not in rust. Exchange possible?",
            "Is the {product} still available in blue? I would swap mine.",
        ],
        [
            "Moss green is in stock. I set up the exchange for {order}; the label is in your mailbox.",
            "That colour is sold out until {date}. I can refund {amount} or note you for it.",
        ],
    ),
    script(
        ["Returning a gift", "Gift without a receipt"],
        [
            "I was given the {product} and it does not fit. I have no order number.",
            "Can I return a present without my aunt noticing? Order {order}.",
            "My son got two {product}s. May we return one for a gift card?",
        ],
        [
            "Gifts come back as a gift card: enter the code on the small slip under “Gift return”. The giver is not told.",
            "With the e-mail address of the person who ordered I can find {order}, and you get a gift card of {amount}.",
        ],
    ),
    script(
        ["Part of the money back?", "Discount for a scratch on the {product}"],
        [
            "The {product} has a scratch. I would keep it if you took something off the price.",
            "The {product} was reduced by {amount} two days after I bought it. Can I get the difference?",
            "One of two items of {order} was faulty. I want that part refunded, and the postage too.",
        ],
        [
            "I can refund {amount} for the scratch, and you keep the {product}. It is on its way to your card.",
            "Within 14 days we match our own lower price: {amount} are refunded to your card.",
        ],
    ),
    script(
        ["How long can I return?", "Return period"],
        [
            "How many days do I have to return the {product}?",
            "I bought the {product} in November as a present. Is there more time for returns?",
            "Does the return period of {order} start with the order or with the delivery?",
        ],
        [
            "You have 60 days from delivery. For purchases in November and December it runs until 31 January.",
            "The period begins on the day the parcel reaches you; for {order} it ends on {date}.",
        ],
    ),
    script(
        ["Warranty: {product}", "{product} broke after a year"],
        [
            "The zip of my {product} came apart after eleven months. Is that covered?",
            "The sole of my boots is coming off. I bought them with {order}.",
            "My {product} leaks at the seams, though it was hardly used. I want a replacement.",
        ],
        [
            "A torn seam is covered for five years. Please send the {product} in with the label I mailed you; checking takes a week.",
            "Our workshop looked at the pictures: this is wear and not a fault, but we repair the {product} for {amount}.",
        ],
    ),
    script(
        ["Repair of the {product}", "What does a repair cost?"],
        [
            "Can you mend a hole in the {product}? A spark from the fire did it.",
            "I sent my {product} in for repair a month ago. How far is it?",
            "What does a new zip for the {product} cost?",
        ],
        [
            "A patch costs {amount} and takes about ten days. I mailed you the repair form and a label.",
            "Your {product} is in the workshop in {city} and should be back with you by {date}.",
        ],
    ),
    script(
        ["Which size?", "Size of the {product}"],
        [
            "I am 178 cm and 74 kg. Which size of the {product} do you suggest?",
            "Does the {product} run small? I am between M and L.",
            "The size table gives chest and waist only. How long are the sleeves of the {product}?",
        ],
        [
            "Most people of that build wear M. If you like a layer underneath, take L; exchanges are free.",
            "The {product} is cut close. Measure around the chest: up to 100 cm is M, up to 106 cm is L.",
        ],
    ),
    script(
        ["Is the {product} in stock?", "{product} sold out"],
        [
            "When will the {product} be available again?",
            "The page says “few left”, but I cannot put the {product} into the basket.",
            "Do you have the {product} in the shop in {city}?",
        ],
        [
            "The next delivery of the {product} is due on {date}. Press “Tell me” on the page and you get a message.",
            "There are three left in {city}. I can have one put aside for you until {date}.",
        ],
    ),
    script(
        ["Washing the {product}", "How to care for the {product}"],
        [
            "May I put the {product} into the machine?",
            "How do I get the smell of smoke out of the {product}?",
            "Which wax do you recommend for the {product}?",
        ],
        [
            "Wash the {product} at 30 degrees with liquid soap, no softener, and let it dry in the air.",
            "Air it for a day, then hand-wash it with wool soap. Never spin down products on high.",
        ],
    ),
    script(
        ["Boots hurt at the heel", "Fit of the boots"],
        [
            "My new boots rub at the heel after an hour. Will that get better?",
            "I have wide feet. Which of your boots would fit?",
            "Should hiking boots be a size larger than my shoes?",
        ],
        [
            "Lace the boots with a heel lock and wear them indoors for a few evenings. If it still rubs, we exchange them within 60 days.",
            "The Brekke boots come in a wide last. Allow a thumb's width in front of the toes.",
        ],
    ),
    script(
        ["Jacket lets water in", "Renew the waterproofing"],
        [
            "Rain no longer beads on my jacket. Is it broken?",
            "How many millimetres of water does the {product} stand?",
            "After the third wash my rain shell soaks through at the shoulders.",
        ],
        [
            "The membrane is fine; the outer coating has worn off. Wash the jacket, spray it with a renewing agent and tumble it warm for 20 minutes.",
            "The shell is rated at 20,000 mm. If it still leaks after renewing the coating, it is a case for the warranty.",
        ],
    ),
    script(
        ["How warm is the sleeping bag?", "Comfort temperature"],
        [
            "I sleep cold. Is the Tind 900 warm enough for two degrees below zero?",
            "What is the difference between comfort and limit on the label?",
            "Can I use the sleeping bag in a hammock in October?",
        ],
        [
            "Go by the comfort value: the Tind 900 has -4 °C for people who feel the cold, so -2 °C is fine with a good mat.",
            "Comfort is where most people sleep well, limit is where the hardy still do. In a hammock add five degrees.",
        ],
    ),
    script(
        ["Pitching the Skarv 2", "Tent does not stand"],
        [
            "I cannot get the outer tent tight. Is there a film on how to pitch it?",
            "The poles of my tent seem too long for the sleeves.",
            "Which way round does the Skarv 2 go in the wind?",
        ],
        [
            "Thread both poles first and only then lift. The film is on the product page under “Pitching”.",
            "The short pole belongs at the foot. Put the foot end into the wind and tighten the guy lines last.",
        ],
    ),
    script(
        ["Is my stove safe?", "Smell of gas"],
        [
            "My Glo stove flares up when I light it. Is that dangerous?",
            "Which gas cartridges fit the Glo stove? I was sold another brand.",
            "There is a smell of gas even when the valve is closed.",
        ],
        [
            "Please do not use the stove any more. Unscrew the cartridge outdoors; I am sending you a new valve today.",
            "The stove takes screw cartridges to EN 417. A short flare in the cold is usual; a steady one is not.",
        ],
    ),
    script(
        ["Spare part for the {product}", "Lost a buckle"],
        [
            "I lost the hip buckle of my {product}. Do you sell it singly?",
            "Where can I get a new pole section for the Skarv 2?",
            "The lid of my {product} is gone. Which part number do I need?",
        ],
        [
            "The buckle is part 4471, {amount} with postage. I put it into your basket.",
            "That part is not sold, but we have it in the workshop. I am sending you one free of charge.",
        ],
    ),
    script(
        ["Which one should I take?", "{product} or the lighter one?"],
        [
            "What is the difference between the {product} and last year's?",
            "I want to walk hut to hut for a week. Is the {product} too much?",
            "Two of us, autumn, a lot of rain: which tent would you take?",
        ],
        [
            "For huts the lighter one is enough. Take the {product} if you mean to carry food for more than three days.",
            "This year's {product} is 140 g lighter and has a longer zip; the cloth is the same.",
        ],
    ),
    script(
        ["Cannot log in", "Password forgotten"],
        [
            "I do not get the e-mail to reset my password. My address is {email}.",
            "The page says my password is wrong. I am sure it is not.",
            "I am locked out after too many tries. Please open my account again.",
        ],
        [
            "I have sent a fresh link to your address. It is good for one hour; please look in the spam folder too.",
            "The lock ends by itself after 30 minutes. “Forgotten password” on the login page opens it at once.",
        ],
    ),
    script(
        ["Card declined", "Payment fails"],
        [
            "My card {card} is declined though there is money on it.",
            "I was charged {amount} but the shop says the payment failed.",
            "The payment page hangs after the code from my bank. I tried three times.",
        ],
        [
            "The bank asked for a second confirmation and did not get it. Please try again and confirm in your banking app.",
            "The {amount} are only reserved and fall back within three days. Nothing was charged for the failed try.",
        ],
    ),
    script(
        ["Code does not work", "Discount code {code}"],
        [
            "The code {code} from your newsletter is not accepted.",
            "I forgot to enter {code} for {order}. Can you take it off afterwards?",
            "Does {code} work on reduced products too?",
        ],
        [
            "{code} holds for full-price products from 80 euros. Your basket lies just below.",
            "I took the ten per cent off {order}; {amount} go back to your card.",
        ],
    ),
    script(
        ["Gift card", "What is left on my gift card?"],
        [
            "How much is left on my gift card {code}?",
            "Can I use two gift cards on one order?",
            "My gift card ran out last month. Is there any way?",
        ],
        [
            "There are {amount} left on the card, good until {date}.",
            "You can enter up to three gift cards at the checkout; what is left stays on the last one.",
        ],
    ),
    script(
        ["Invoice for {order}", "Receipt needed"],
        [
            "I need an invoice for {order} for my tax return.",
            "Please put my company's name on the invoice of {order}.",
            "Where do I find receipts from last year?",
        ],
        [
            "The invoice of {order} is under “My orders”, “Documents”. I have also mailed it to you.",
            "I changed the name; the new invoice for {order} is in your mailbox.",
        ],
    ),
    script(
        ["Points missing", "My Fern points"],
        [
            "I got no points for {order}.",
            "When do my points lapse?",
            "Why can I not pay with points? I have more than {amount} worth.",
        ],
        [
            "Points arrive when the return period is over; for {order} that is on {date}.",
            "Points are good for two years. You can use them on orders above 50 euros.",
        ],
    ),
    script(
        ["Fewer e-mails, please", "Newsletter"],
        [
            "I get three e-mails a week. Can I have one a month?",
            "I unsubscribed and still get the newsletter at {email}.",
            "I would like the newsletter in English instead of German.",
        ],
        [
            "I set your newsletter to once a month. It may take two days.",
            "Your address {email} is off the list. One mail that was already queued may still come.",
        ],
    ),
    script(
        ["I did not order this", "Suspicious order in my name"],
        [
            "I got a confirmation for {order}, but I never ordered anything. Somebody has my account.",
            "There is a charge of {amount} from you on my card {card}. It was not me.",
            "Somebody changed the e-mail of my account. Please stop everything.",
        ],
        [
            "I stopped {order} and locked the account. A colleague will call you at {phone} to set it up again.",
            "Please have your bank dispute the {amount}. We blocked the address the parcel was to go to.",
        ],
    ),
    script(
        ["Order for our club", "Business account"],
        [
            "We are a scout group and want to buy twelve {product}s. Is there a price for groups?",
            "Can we pay by invoice? Our association is in {city}.",
            "Our purchasing system needs your supplier form filled in.",
        ],
        [
            "From ten pieces there are twelve per cent off. I have sent an offer for the {product} to {email}.",
            "Payment by invoice is possible after a short check. Please send the registration number of your association.",
        ],
    ),
    script(
        ["Which data do you hold?", "Delete my account"],
        [
            "Under the GDPR I ask for a copy of all data you hold about me.",
            "Please delete my account and everything that belongs to {email}.",
            "Who got my telephone number {phone} from you?",
        ],
        [
            "I passed your request to our data protection officer. You get the copy within 30 days at {email}.",
            "Your account is marked for deletion. Invoices have to be kept for the legal period; all else goes.",
        ],
    ),
];
