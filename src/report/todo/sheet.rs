//! A to-do list as a sheet of paper, with a box to tick for each thing. What is found is told in English, so the words
//! around it are English too.

use serde_json::{Map, Value, json};

use super::{FOLDER, Item, List, name_of};
use crate::compose::brochure::PrintDocument;
use crate::model::consortium::Paper;
use crate::model::project::Project;

impl List<'_> {
    /// The sheet before it is laid out.
    pub fn document(&self) -> PrintDocument {
        let name = name_of(self.project, self.id);
        let title = format!("What is still to do · {name}");
        let paper = paper(self.project);
        let answer = match self.answer_to() {
            "" => String::new(),
            _ if self.parts.is_empty() => String::new(),
            address => address.to_owned(),
        };
        let context = json!({
            "doc": {
                "title": title, "lang": "en", "dir": "ltr", "paper": paper.word(),
                "date": self.project.today.to_string(),
            },
            "house": self.house(), "name": name, "heading": "What is still to do", "lead": self.lead(),
            "needed": "Needed before printing", "answer": answer, "answer_to": "Please answer to",
            "parts": self.parts.iter().map(|(kind, items)| part(kind.title(), items)).collect::<Vec<_>>(),
        });
        PrintDocument {
            name: self.id.to_owned(),
            folder: FOLDER.to_owned(),
            template: "todo.xml",
            context: if let Value::Object(context) = context { context } else { Map::new() },
            title,
            author: self.house().to_owned(),
            lang: "en".to_owned(),
            brochure: String::new(),
            product: String::new(),
            paper: paper.word(),
            asked: None,
        }
    }
}

fn part(title: &str, items: &[Item]) -> Value {
    let item = |item: &Item| {
        json!({
            "message": item.message, "hints": item.hints, "place": item.place, "needed": item.is_needed,
        })
    };
    json!({ "title": title, "items": items.iter().map(item).collect::<Vec<_>>() })
}

/// The paper of the office: Letter where every brochure is on Letter only, else A4.
fn paper(project: &Project) -> Paper {
    let brochures = || project.consortium.iter().flat_map(|own| &own.brochures);
    let is_letter = |list: &[crate::model::field::At<Paper>]| {
        !list.is_empty() && list.iter().all(|at| at.value == Paper::Letter)
    };
    let all = brochures().next().is_some() && brochures().all(|brochure| is_letter(&brochure.papers));
    if all { Paper::Letter } else { Paper::A4 }
}
