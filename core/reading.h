// What the reader understood of an article: sentences, clauses, figures, entities, quotes
// (spec/CLAIMS.md, steps 1–2).
//
// All offsets count UTF-8 bytes in the text that was read (Article::Text()). The clause is the unit
// of every decision; the sentence is the unit of display.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/figure.h"
#include "core/text.h"

namespace claimwatch {

enum class Polarity { kPositive, kNegative };
enum class Modality { kFact, kPlan, kPossibility, kDemand, kOpinion, kQuestion };

// A person, body or place, by the one key that all its spellings share.
struct Entity {
  std::string
      key;  // "person:xi-jinping", "place:astana"; transliterated skeleton when not in a table
  std::string text;  // as printed
  Span span;
  std::string role;  // "person", "place", "body", "document", "country", "group", "name"
};

struct Quote {
  std::string text;     // between the marks
  Span span;            // with the marks
  std::string speaker;  // entity key, or empty
};

// One word or fixed phrase that carries content, by the class that its synonyms and translations
// share.
struct Term {
  enum class Kind { kFunction, kNoun, kVerb, kQuality, kQuantity, kEntity, kName, kUnknown };
  std::string key;  // "treaty", "place:astana"; "=stem" for a word that no table has
  Span span;
  double weight = 0;  // how much the word says: 0 nothing … 1.2 names the subject
  Kind kind = Kind::kUnknown;
};

struct Clause {
  Span span;
  std::vector<Term> terms;            // in text order, without function words
  std::vector<std::string> concepts;  // glossary classes and content stems, sorted, unique
  std::vector<Entity> entities;
  std::vector<std::size_t> figures;  // into Reading::figures
  std::string predicate;  // class of the main verb ("sign", "pledge", "rise"); empty when unknown
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kFact;
  std::string speaker;  // entity key of who says it; empty: the outlet itself
  std::string time;     // ISO date or year the clause is anchored to; empty when none
  bool quoted = false;
};

struct Sentence {
  std::string text;
  Span span;
  std::size_t paragraph = 0;
  std::vector<Clause> clauses;  // at least one
};

struct Reading {
  std::string language;
  std::string title;
  std::string text;
  std::vector<Sentence> sentences;  // in text order; the title is not among them
  std::vector<Figure> figures;      // in text order
  std::vector<Quote> quotes;
};

}  // namespace claimwatch
