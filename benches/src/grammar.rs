//! A small grammar that writes sentences of job advertisements.

use crate::draw::Draw;

/// What each name can become; `{name}` in it stands for one of the choices of that name.
const RULES: [(&str, &[&str]); 22] = [
    ("title", &["{grade} {field} Officer", "{field} Manager", "Head of {field}", "{grade} {field} Coordinator", "Research {field} Lead"]),
    ("grade", &["Senior", "Junior", "Assistant", "Associate", "Principal"]),
    ("field", &["Engagement", "Outreach", "Community", "Programme", "Communications", "Partnerships"]),
    ("organization", &["{name} {kind}", "{kind} of {name}", "{name} Trust"]),
    (
        "name",
        &["Aldermoor", "Brackwater", "Cindervale", "Dunhollow", "Eastmarrow", "Fennwick", "Greyharbor", "Hollinbrook", "Ivelstone", "Juniper Reach"],
    ),
    ("kind", &["University", "Institute", "Museum", "Hospital", "Research Center", "Observatory", "Foundation"]),
    ("place", &["Aldermoor", "Brackwater", "Greyharbor", "Hollinbrook", "Port Ivel"]),
    (
        "about_us",
        &[
            "We are a team of {number} people who work on {subject} in and around {place}.",
            "Our {kind} was founded to bring {subject} closer to {group}.",
            "{name} is known for {subject} & {subject}, and for the caf\u{e9} on the roof.",
            "Every year some {number}00 visitors come to see what we do about {subject}.",
        ],
    ),
    (
        "role",
        &[
            "You will join a friendly office at {place} and report to the director of {subject}.",
            "The post is funded for {number} months by a grant on {subject}, and an extension is possible.",
            "The successful candidate will {verb} {object} and {verb} {object} together with {group}.",
            "Much of the week goes into {subject}; the rest belongs to {group}.",
        ],
    ),
    (
        "duty",
        &[
            "{Verb} {object} for {group}",
            "{Verb} {object} and {verb} {object}, together with {group}",
            "Take minutes, book rooms and order supplies for {number} meetings a year",
            "Report on {object} to the board every {number} weeks",
            "{Verb} {object} on {subject}, in person and online, for audiences of up to {number}0 people",
        ],
    ),
    (
        "essential",
        &[
            "A degree in {subject} or {number} years of comparable experience",
            "Excellent written and verbal communication skills",
            "Demonstrated ability to {verb} {object}",
            "Experience of working with {group}",
            "A calm manner when several deadlines fall on the same day",
        ],
    ),
    (
        "desirable",
        &[
            "Knowledge of {subject}",
            "Some experience with {tool} or a similar program",
            "Another language spoken by {group}",
            "Having been asked to {verb} {object} before",
        ],
    ),
    (
        "benefit",
        &[
            "{number} days of leave and the public holidays",
            "A pension to which we add {number} percent",
            "A bicycle, a locker and a garden with a pond",
            "Training of your choice, up to {number} days a year",
        ],
    ),
    (
        "apply",
        &[
            "Send a letter and a list of your posts to jobs@{host}.example before the closing date.",
            "Questions are answered by telephone at 0{number} 555 0{number} on weekday mornings.",
            "Interviews will be held in {place} in the week after the closing date.",
            "We welcome applications from everybody, whatever their background, and will not discriminate.",
        ],
    ),
    ("verb", &["plan", "organize", "facilitate", "evaluate", "design", "coordinate", "deliver", "support", "write", "lead", "document", "improve"]),
    ("Verb", &["Plan", "Organize", "Facilitate", "Evaluate", "Design", "Coordinate", "Deliver", "Support", "Write", "Lead", "Document", "Improve"]),
    (
        "object",
        &[
            "workshops",
            "public events",
            "a monthly newsletter",
            "surveys and interviews",
            "the budget of the project",
            "training sessions",
            "a network of volunteers",
            "partnerships with local schools",
            "reports to funders",
            "an evaluation framework",
            "the website",
            "stakeholder meetings",
            "a small archive of photographs",
            "the catalog of instruments",
        ],
    ),
    (
        "group",
        &[
            "researchers",
            "young people",
            "community partners",
            "patients and their families",
            "teachers",
            "policymakers",
            "neighbors of the harbor",
            "visitors",
            "colleagues from other departments",
        ],
    ),
    (
        "subject",
        &[
            "marine biology",
            "urban history",
            "public health",
            "astronomy",
            "soil science",
            "the ethics of data",
            "regional weather",
            "citizen science",
            "textile conservation",
            "rural transport",
        ],
    ),
    ("tool", &["a spreadsheet", "a content management system", "statistical software", "a mailing tool", "a mapping program"]),
    ("host", &["aldermoor", "brackwater", "fennwick", "ivelstone"]),
    ("number", &["12", "14", "18", "24", "25", "28", "30", "36", "40", "48"]),
];

/// A sentence by the rule `name`.
pub(crate) fn sentence(name: &str, draw: &mut Draw) -> String {
    let mut text = String::new();
    expand(name, draw, &mut text);
    text
}

fn expand(name: &str, draw: &mut Draw, text: &mut String) {
    let (_, choices) = RULES.iter().find(|(rule, _)| *rule == name).expect("every name between braces has a rule");
    let mut rest = *draw.one(choices);
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) = after.split_once('}').expect("every brace of a rule is closed");
        text.push_str(before);
        expand(inner, draw, text);
        rest = after;
    }
    text.push_str(rest);
}
