//! Faults that the model must find: what has never failed proves nothing.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sabotage {
    None,
    /// The server carries out again what it has taken.
    TakesItTwice,
    /// The server answers before it has anything.
    AnswersBeforeItCommits,
    /// After an older backup was restored, the phone brings nothing again.
    BringsNothingBack,
    /// The phone gives up what nobody answered.
    DropsWhatNobodyAnswers,
    /// What somebody throws away loses its place.
    LeavesAGap,
}
