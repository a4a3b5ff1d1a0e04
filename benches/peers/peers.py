"""Times matchers on the same phrases and texts: peers.py LITERALS.txt TEXTS.jsonl ROLESCOPE. One core each; rates are of UTF-8 text."""

import json
import subprocess
import sys
import time

import ahocorasick
import spacy
from flashtext import KeywordProcessor
from spacy.matcher import PhraseMatcher

# A slow peer is measured on the beginning of the texts, which is as good for a rate.
SECONDS = 20


def rate(name, found_in, texts, unit):
    """Prints megabytes of text a second, the ratio to `unit`, and the number of findings."""
    start, done, found = time.perf_counter(), 0, 0
    for text in texts:
        found += found_in(text)
        done += len(text.encode())
        if time.perf_counter() - start > SECONDS:
            break
    mb_s = done / 1e6 / (time.perf_counter() - start)
    print(f"{name:32} {mb_s:9.2f} MB/s   {mb_s / unit if unit else 1:7.4f}   {found} in {done / 1e6:.1f} MB")
    return mb_s


def whole_words(automaton):
    """Overlapping matches of pyahocorasick that begin and end at a word's edge."""

    def found_in(text):
        lower, n = text.lower(), 0
        for end, length in automaton.iter(lower):
            start = end - length + 1
            n += not (start and lower[start - 1].isalnum()) and not (end + 1 < len(lower) and lower[end + 1].isalnum())
        return n

    return found_in


def main():
    phrases = open(sys.argv[1], encoding="utf-8").read().splitlines()
    texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(phrases)} literal phrases, {len(texts)} texts, {size:.1f} MB; the second column is the ratio to rolescope with patterns only\n")

    unit = 0
    for name, options in [("rolescope, patterns only", ["--patterns-only"]), ("rolescope, with keywords", [])]:
        start = time.perf_counter()
        out = subprocess.run([sys.argv[3], "annotate", "--threads", "1", *options, sys.argv[2]], stdout=subprocess.PIPE, check=True).stdout
        mb_s = size / (time.perf_counter() - start)
        unit = unit or mb_s
        found = sum(len(json.loads(line)["mentions"]) for line in out.splitlines())
        print(f"{name:32} {mb_s:9.2f} MB/s   {mb_s / unit:7.4f}   {found} in {size:.1f} MB, reading and writing JSON, sections and guards included")

    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, len(phrase))
    automaton.make_automaton()
    rate("pyahocorasick", whole_words(automaton), texts, unit)

    processor = KeywordProcessor()
    for phrase in phrases:
        processor.add_keyword(phrase)
    rate("FlashText", lambda text: len(processor.extract_keywords(text)), texts, unit)

    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("phrases", list(nlp.tokenizer.pipe(phrases)))
    rate("spaCy PhraseMatcher", lambda text: len(matcher(nlp.make_doc(text))), texts, unit)


main()
