#include "plugins/extract/headed.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/embedded.h"
#include "core/rows.h"
#include "plugins/extract/aids.h"

namespace claimwatch {
namespace {

enum class Section { kNone, kComments, kAuthor, kOthers };

using Sections = std::unordered_map<std::string_view, Section>;

Sections ReadSections() {
  Sections sections;
  ForEachRow(Embedded("extract/sections.tsv"), [&](const std::vector<std::string_view>& fields) {
    sections.emplace(fields.back(), fields.front() == "comments" ? Section::kComments
                                    : fields.front() == "author" ? Section::kAuthor
                                                                 : Section::kOthers);
  });
  return sections;
}

Section SectionOfLine(std::string_view line) {
  static const Sections sections = ReadSections();
  constexpr std::size_t kLongest = 80;  // bytes
  const auto found = line.size() > kLongest ? sections.end() : sections.find(ShapeOfLine(line));
  return found == sections.end() ? Section::kNone : found->second;
}

class Finder {
 public:
  explicit Finder(const PageView& page) : page_(page), apart_(page.blocks.size(), 1.0F) {}

  std::vector<float> Run();

 private:
  Section SectionOf(std::size_t block) const;
  NodeId Headed(std::size_t block) const;

  bool IsMostlyLinks(NodeId id) const {
    return page_.map.contents[id].linked * 2 >= page_.map.contents[id].text;
  }

  bool Continues(std::size_t block, std::size_t heading, Section section) const;
  std::size_t EndOf(std::size_t block, Section section) const;

  const PageView& page_;
  std::vector<float> apart_;
};

Section Finder::SectionOf(std::size_t block) const {
  const Block& one = page_.blocks[block];
  const bool heading = IsHeading(page_.dom[one.node].tag);
  const bool link = !heading && one.linked * 2 > one.text.size();
  return link ? Section::kNone : SectionOfLine(one.text);
}

// The widest element that a heading begins; its own when nothing follows it there.
NodeId Finder::Headed(std::size_t block) const {
  const NodeId before = block == 0 ? 0 : page_.blocks[block - 1].first;
  NodeId id = page_.blocks[block].node;
  while (id != 0 && page_.dom[id].parent > before) {
    id = page_.dom[id].parent;
  }
  return id;
}

// Whether a block may belong to a part whose heading stands beside it.
bool Finder::Continues(std::size_t block, std::size_t heading, Section section) const {
  constexpr std::size_t kAbout = 3;  // paragraphs about an author
  const Block& one = page_.blocks[block];
  switch (section) {
    case Section::kComments:
      return true;
    case Section::kAuthor:
      return block <= heading + kAbout && !IsHeading(page_.dom[one.node].tag);
    default:
      return one.linked * 10 >= one.text.size() * 8;
  }
}

// One past the last block of the part: its element, or, where the heading stands beside what it
// heads, what follows it in the element around.
std::size_t Finder::EndOf(std::size_t block, Section section) const {
  const NodeId headed = Headed(block);
  const std::size_t next = block + 1;
  const bool inside = next < page_.blocks.size() && page_.blocks[next].node < page_.dom[headed].end;
  const bool own = inside && (section != Section::kOthers || IsMostlyLinks(headed));
  const NodeId around = own ? headed : page_.dom[headed].parent;
  std::size_t end = next;
  while (end < page_.blocks.size() && page_.blocks[end].node < page_.dom[around].end &&
         (own || Continues(end, block, section))) {
    ++end;
  }
  return end;
}

std::vector<float> Finder::Run() {
  constexpr unsigned kProse = 2;  // paragraphs above: a forum is made of comments
  unsigned prose = 0;
  bool any = false;
  for (std::size_t i = 0; i < apart_.size(); ++i) {
    prose += page_.map.prose[i] ? 1U : 0U;
    const Section section = prose < kProse ? Section::kNone : SectionOf(i);
    if (section == Section::kNone) {
      continue;
    }
    const std::size_t end = EndOf(i, section);
    std::fill(apart_.begin() + static_cast<std::ptrdiff_t>(i),
              apart_.begin() + static_cast<std::ptrdiff_t>(end), 0.0F);
    any = true;
    i = end - 1;
  }
  return any ? std::move(apart_) : std::vector<float>();
}

}  // namespace

bool HeadsOther(std::string_view line) {
  return SectionOfLine(line) != Section::kNone;
}

std::vector<float> ApartByHeading(const PageView& page) {
  return Finder(page).Run();
}

}  // namespace claimwatch
