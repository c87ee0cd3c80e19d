// Package lanes turns a want file into a partial order of lines, and holds
// transcripts against it: which line must wait for which, and which may come
// in any order.
//
// # Want files
//
// A want file is one real output of a program, with lanes:
//
//	one go
//	two| two go
//	two/three| three here
//	two| two done <pid>
//	one done
//
// A line without a lane is the main process's and a barrier: it waits for all
// lines above it, and all lines below wait for it. "NAME| text" is a line of
// lane NAME. Lines of one lane keep their order, lines of different lanes are
// free, and how the file interleaves them means nothing. Lanes nest: two/three
// is a lane inside two, and the lines of two are barriers for it. So three
// here comes after two go and before two done, always. With a further
//
//	four| four here
//
// above one done there would be four legal orders, as four here may come
// anywhere between one go and one done.
//
// A name is letters of any script, digits, "_", "-" and "."; "/" stands
// between a lane and the lane inside it. One space after the bar is not part
// of the text. "NAME*9| text" stands for nine lanes alike, which all its lines
// must say. They can be told apart by nothing: any of them may come first,
// and which of them is which makes no other order.
// A main process that only prints beside its children gets a lane of its own,
// named main.
//
// A hole <name> stands for one or more characters that are not spaces. In one
// lane (and in each of nine lanes alike for itself) the same name means the
// same text; a hole that some barrier has means the same text in the whole
// file. <_> is never compared. "\<", "\|" and "\\" are the plain characters.
// An empty line is an empty line of output.
//
// # Lines that may be missing, or come again
//
// A mark behind the bar says how often a line comes:
//
//	worker|? no job left
//	worker|* got <_>
//	worker|+ tick
//
// "?" is at most once, "*" any number of times, "+" at least once. Such a line
// keeps its place in its lane: all of its copies come behind what stands above,
// and before what stands below, and what stands above comes before what stands
// below whether the line is missing or not. A hole means the same text in each
// of them. "| ? text" is a plain question mark. A barrier always comes, once.
//
// # Edges
//
// Where a line of one lane must wait for a line of another, an edge says so,
// behind a line --:
//
//	main| before the send
//	main| sent
//	worker| received
//	worker| done
//	--
//	before the send -> received
//
// The second waits for the first, whatever else is free. A line is written as
// it stands above; where its text is not unique, as LANE| TEXT. Of lanes alike,
// each line waits for all, and all wait for each. Lines that would wait for
// one another are a problem. "\--" is the plain line.
//
// # Legal transcripts
//
// Each line of the output must be one of the file's, and each line of the file
// must come, as often as it says. Orders counts the legal orders. Where a line
// may come any number of times they are unbounded, and Orders says so.
//
// # Reading a transcript
//
// A transcript is read line by line. What is known then is how far each lane
// has come; that says which lines can be next. Mostly only one lane could have
// printed the line, or lanes that can be exchanged, as they have the same lines
// to come: then Check goes on. Where several could, it tries each, until all
// lines are legal, and remembers from where it did not work: it never takes
// the lane that happens to fit. Where the kernel said who wrote each line, the
// writer's lane is tried before the others. So a transcript is read once where
// its texts or processes tell the lanes apart. Where they do not, the search
// gives up after 1,048,576 lines read again, and says so.
package lanes
