//! What is true in an invented company: every number that decides how its tickets go.

use super::topics::{TOPICS, Topic};
use model::outcome::Channel;
use model::units::Day;

/// A company and its year. Probabilities are between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// First day of creation.
    pub first_day: Day,
    /// Days of creation. Nothing after the last one is known: whatever would happen later is cut off.
    pub days: u32,
    /// Growth of the daily volume from the first day to the last, in percent.
    pub growth_percent: u32,
    /// What customers write about.
    pub topics: Vec<Topic>,
    /// How they come, with the weight of each channel.
    pub channels: Vec<(Channel, u32)>,
    /// Who they are.
    pub customers: Customers,
    /// The AI agents, in the order of their launch. A later one takes the tickets of its team from an earlier one.
    pub ai_agents: Vec<AiAgent>,
    /// Which tickets the AI gets.
    pub routing: Routing,
    /// How the AI does.
    pub ai: AiSkill,
    /// How people do.
    pub people: PeopleSkill,
    /// How unsolved problems come back.
    pub returns: Returns,
    /// What customers feel, whether or not they are asked.
    pub satisfaction: Satisfaction,
    /// Who is asked and who answers.
    pub survey: Survey,
    /// Most that a single ticket's hardness differs from its topic's, either way. Nobody sees it in the data.
    pub hidden_hardness: f64,
    /// Share of spam.
    pub spam: f64,
    /// Share of conversations that the company began.
    pub outbound: f64,
    /// Share of phone calls whose caller is unknown.
    pub unknown_callers: f64,
}

/// Who the customers are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Customers {
    /// Each new problem comes from somebody new.
    Distinct,
    /// A few write often, most once: one ticket in `regulars` comes from people drawn with a frequency that falls with the
    /// square root of their rank, the others from all people alike.
    Repeating {
        /// People for each 1,000 tickets.
        per_thousand: u32,
        /// Share of tickets drawn from the regulars.
        regulars: f64,
    },
    /// As [`Customers::Distinct`], but the first so many tickets all come from one.
    OneHeavy {
        /// Tickets of that customer.
        tickets: u32,
    },
}

/// One AI agent.
#[derive(Debug, Clone, PartialEq)]
pub struct AiAgent {
    /// Its name.
    pub name: &'static str,
    /// Where it works, and since when.
    pub channels: Vec<(Channel, Day)>,
    /// The only team whose topics it takes; `None`: all.
    pub team: Option<u8>,
}

/// Which tickets the AI gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Routing {
    /// Share of the easiest tickets that it gets once the launch is through.
    pub share: f64,
    /// How much of that share the hardest tickets lose: 0 routes blindly, 1 keeps the hardest away altogether.
    pub easy_bias: f64,
    /// Days from the launch until the whole share is reached.
    pub ramp_days: u32,
}

/// How the AI does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AiSkill {
    /// Handoffs on the easiest and on the hardest tickets.
    pub handoff: (f64, f64),
    /// Customers who give up, on the easiest and on the hardest tickets.
    pub abandoned: (f64, f64),
    /// Problems really solved among the tickets it closes, easiest and hardest.
    pub solved: (f64, f64),
    /// Customers who say so when it is solved.
    pub confirmed: f64,
    /// Handoffs that nobody ever answers, at work and outside working hours.
    pub failed_handoff: (f64, f64),
    /// Reopened tickets that a person takes over (the AI closes the others once more).
    pub person_takes_over: f64,
    /// Since when its knowledge grows old, and when it was renewed; none: it stays as it is.
    pub knowledge: Option<(Day, Day)>,
    /// Solved share that old knowledge costs by the day of the renewal, and what the renewal gains over the beginning.
    pub knowledge_swing: (f64, f64),
}

/// How people do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeopleSkill {
    /// Problems really solved, easiest and hardest.
    pub solved: (f64, f64),
    /// Tickets that nobody ever answers.
    pub forgotten: f64,
    /// Written answers drafted by an AI and sent by a person, from the day the first AI agent reads e-mail.
    pub assisted: f64,
}

/// How problems come back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Returns {
    /// Unsolved tickets that are reopened.
    pub reopened: f64,
    /// Solved tickets that are reopened all the same, to say thanks or to add something.
    pub reopened_though_solved: f64,
    /// Unsolved, not reopened, and the customer opens a new ticket.
    pub new_ticket: f64,
    /// New tickets that come by another channel.
    pub other_channel: f64,
    /// That other channel; `None`: phone, e-mail or web form.
    pub through: Option<Channel>,
}

/// Chance of a return on each day after the closing, in thousandths: half of those who return do so within three days.
pub(super) const RETURN_DAYS: [u64; 21] =
    [190, 170, 140, 110, 90, 70, 55, 38, 28, 21, 16, 13, 11, 10, 8, 7, 6, 5, 5, 4, 3];

/// What customers feel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Satisfaction {
    /// Satisfied when the problem is easiest and solved.
    pub base: f64,
    /// Lost on the hardest.
    pub hardness_costs: f64,
    /// Lost when it is not solved.
    pub unsolved_costs: f64,
    /// Gained (or lost) because the AI alone handled it. This is the effect that a like-for-like comparison should find.
    pub ai_effect: f64,
}

/// Who is asked and who answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Survey {
    /// Finished tickets with a survey.
    pub offered: f64,
    /// Satisfied customers who answer after the AI alone handled the ticket.
    pub answered_ai: f64,
    /// Satisfied customers who answer after a person took part.
    pub answered_people: f64,
    /// Dissatisfied customers answer so many times as often.
    pub dissatisfied_factor: f64,
}

impl World {
    /// The outdoor shop Fjell & Fern from July 2025 to June 2026: the sample of the start screen.
    pub fn fjell_and_fern() -> World {
        let launch = Day::from_ymd(2025, 11, 3);
        let email = Day::from_ymd(2026, 1, 12);
        let second = Day::from_ymd(2026, 3, 2);
        World {
            first_day: Day::from_ymd(2025, 7, 1),
            days: 365,
            growth_percent: 34,
            topics: TOPICS.to_vec(),
            channels: vec![
                (Channel::Email, 34),
                (Channel::Chat, 24),
                (Channel::Messaging, 17),
                (Channel::WebForm, 14),
                (Channel::Phone, 11),
            ],
            customers: Customers::Repeating { per_thousand: 690, regulars: 0.22 },
            ai_agents: vec![
                AiAgent {
                    name: "Fern Assistant",
                    channels: vec![
                        (Channel::Chat, launch),
                        (Channel::Messaging, launch),
                        (Channel::Email, email),
                        (Channel::WebForm, email),
                    ],
                    team: None,
                },
                AiAgent {
                    name: "Fern Returns",
                    channels: vec![
                        (Channel::Chat, second),
                        (Channel::Messaging, second),
                        (Channel::Email, second),
                    ],
                    team: Some(1),
                },
            ],
            routing: Routing { share: 0.93, easy_bias: 0.72, ramp_days: 42 },
            ai: AiSkill {
                handoff: (0.09, 0.62),
                abandoned: (0.025, 0.08),
                solved: (0.95, 0.50),
                confirmed: 0.24,
                failed_handoff: (0.035, 0.13),
                person_takes_over: 0.6,
                knowledge: Some((Day::from_ymd(2026, 1, 15), Day::from_ymd(2026, 4, 13))),
                knowledge_swing: (0.20, 0.03),
            },
            people: PeopleSkill { solved: (0.96, 0.76), forgotten: 0.008, assisted: 0.16 },
            returns: Returns {
                reopened: 0.20,
                reopened_though_solved: 0.012,
                new_ticket: 0.66,
                other_channel: 0.42,
                through: None,
            },
            satisfaction: Satisfaction {
                base: 0.94,
                hardness_costs: 0.26,
                unsolved_costs: 0.52,
                ai_effect: -0.03,
            },
            survey: Survey {
                offered: 0.86,
                answered_ai: 0.052,
                answered_people: 0.165,
                dissatisfied_factor: 1.5,
            },
            hidden_hardness: 0.16,
            spam: 0.021,
            outbound: 0.014,
            unknown_callers: 0.05,
        }
    }

    /// A plain world for checks of intervals: one topic, everybody writes once, chat only, the AI gets nine in ten from the first
    /// day, and those who come back do so by phone, where no AI answers. Tickets are then independent draws of one truth.
    pub fn plain() -> World {
        let first_day = Day::from_ymd(2026, 1, 5);
        World {
            first_day,
            days: 90,
            growth_percent: 0,
            topics: vec![Topic { hardness: 0.4, ..TOPICS[0] }],
            channels: vec![(Channel::Chat, 1)],
            customers: Customers::Distinct,
            ai_agents: vec![AiAgent {
                name: "Fern Assistant",
                channels: vec![(Channel::Chat, first_day)],
                team: None,
            }],
            routing: Routing { share: 0.9, easy_bias: 0.0, ramp_days: 0 },
            ai: AiSkill { knowledge: None, ..World::fjell_and_fern().ai },
            returns: Returns {
                other_channel: 1.0,
                through: Some(Channel::Phone),
                ..World::fjell_and_fern().returns
            },
            hidden_hardness: 0.0,
            spam: 0.0,
            outbound: 0.0,
            unknown_callers: 0.0,
            ..World::fjell_and_fern()
        }
    }

    /// The AI changes nothing: satisfaction depends on the topic's hardness alone. Yet the AI gets the easy tickets, so that its
    /// customers look happier. The gap must vanish within each topic.
    pub fn no_ai_effect() -> World {
        let plain = World::plain();
        World {
            topics: TOPICS.to_vec(),
            routing: Routing { share: 0.9, easy_bias: 0.9, ramp_days: 0 },
            satisfaction: Satisfaction {
                base: 0.95,
                hardness_costs: 0.55,
                unsolved_costs: 0.0,
                ai_effect: 0.0,
            },
            survey: Survey { offered: 1.0, answered_ai: 0.5, answered_people: 0.5, dissatisfied_factor: 1.0 },
            ..plain
        }
    }

    /// Five in a hundred answer the survey after the AI, thirty-five after people, and the dissatisfied answer twice as often.
    /// All customers, asked or not, are equally satisfied with both.
    pub fn unequal_response() -> World {
        World {
            satisfaction: Satisfaction {
                base: 0.80,
                hardness_costs: 0.0,
                unsolved_costs: 0.0,
                ai_effect: 0.0,
            },
            survey: Survey {
                offered: 1.0,
                answered_ai: 0.05,
                answered_people: 0.35,
                dissatisfied_factor: 2.0,
            },
            routing: Routing { share: 0.5, easy_bias: 0.0, ramp_days: 0 },
            ..World::plain()
        }
    }

    /// Every customer whose problem the AI did not solve returns by e-mail, and no ticket is ever reopened: whoever looks at one
    /// channel sees none of it.
    pub fn returns_elsewhere() -> World {
        World {
            channels: vec![(Channel::Chat, 1)],
            returns: Returns {
                reopened: 0.0,
                reopened_though_solved: 0.0,
                new_ticket: 1.0,
                other_channel: 1.0,
                through: Some(Channel::Email),
            },
            ..World::plain()
        }
    }

    /// As [`World::plain`], but the first 400 problems are those of one customer.
    pub fn one_heavy_customer() -> World {
        World { customers: Customers::OneHeavy { tickets: 400 }, ..World::plain() }
    }

    /// As [`World::plain`], cut off so soon that the last `days` of 30 are not ripe.
    pub fn cut_off() -> World {
        World { days: 30, ..World::plain() }
    }

    /// The day after which nothing is known.
    pub fn last_day(&self) -> Day {
        Day(self.first_day.0 + self.days as i32 - 1)
    }
}

/// A value between that of the easiest and that of the hardest ticket.
pub(super) fn at_hardness((easiest, hardest): (f64, f64), hardness: f64) -> f64 {
    easiest + (hardest - easiest) * hardness
}

/// What awaits a ticket that reaches the AI.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AiOdds {
    pub(super) handoff: f64,
    pub(super) abandoned: f64,
    /// Among the tickets that the AI closes.
    pub(super) solved: f64,
}

impl World {
    pub(super) fn ai_odds(&self, hardness: f64, day: Day) -> AiOdds {
        let decay = match self.ai.knowledge {
            Some((since, renewed)) if day >= renewed => {
                debug_assert!(since < renewed);
                -self.ai.knowledge_swing.1
            }
            Some((since, renewed)) if day > since => {
                self.ai.knowledge_swing.0 * f64::from(day.0 - since.0) / f64::from(renewed.0 - since.0)
            }
            _ => 0.0,
        };
        AiOdds {
            handoff: (at_hardness(self.ai.handoff, hardness) + decay * 0.4).clamp(0.0, 0.9),
            abandoned: at_hardness(self.ai.abandoned, hardness).clamp(0.0, 0.1),
            solved: (at_hardness(self.ai.solved, hardness) - decay).clamp(0.0, 1.0),
        }
    }

    /// Probability that a ticket which reaches the AI ends closed by it, with no reopening and no new ticket of the same problem
    /// within so many days. Later problems of the same customer that merely happen to come are not counted here.
    pub fn kept_probability(&self, hardness: f64, day: Day, return_days: u32) -> f64 {
        let odds = self.ai_odds(hardness, day);
        let within: u64 = RETURN_DAYS.iter().take(return_days as usize).sum();
        let within = within as f64 / RETURN_DAYS.iter().sum::<u64>() as f64;
        let solved_kept = 1.0 - self.returns.reopened_though_solved;
        let unsolved_kept = (1.0 - self.returns.reopened) * (1.0 - self.returns.new_ticket * within);
        (1.0 - odds.handoff - odds.abandoned)
            * (odds.solved * solved_kept + (1.0 - odds.solved) * unsolved_kept)
    }
}
