//! Icons of the one sprite, `icons.svg`, which `index.html` holds whole. An icon never stands alone: a text or a label says the same.

use yew::prelude::*;

macro_rules! icons {
    ($($name:ident = $id:literal,)*) => {
        /// What the sprite holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName { $($name,)* }

        impl IconName {
            /// Every icon, for the test against the sprite.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The id inside the sprite.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

icons! {
    ArrowDown = "arrow-down", ArrowLeft = "arrow-left", ArrowUp = "arrow-up", ArrowUpDown = "arrow-up-down",
    Ban = "ban", Bell = "bell", Boxes = "boxes", Building = "building-2", Calendar = "calendar",
    Chart = "chart-column", Check = "check", ChevronDown = "chevron-down", ChevronLeft = "chevron-left",
    ChevronRight = "chevron-right", ChevronUp = "chevron-up", CircleAlert = "circle-alert",
    CircleCheck = "circle-check", CircleDashed = "circle-dashed", CircleDot = "circle-dot",
    CirclePause = "circle-pause", CircleUser = "circle-user", CircleX = "circle-x", Clock = "clock",
    CloudOff = "cloud-off", CloudUpload = "cloud-upload", Copy = "copy", Download = "download",
    Ellipsis = "ellipsis", EllipsisVertical = "ellipsis-vertical", ExternalLink = "external-link", Eye = "eye",
    EyeOff = "eye-off", Flag = "flag", Fuel = "fuel", Gauge = "gauge", Grip = "grip-vertical", Hash = "hash",
    History = "history", House = "house", Info = "info", Key = "key-round", Keyboard = "keyboard",
    Languages = "languages", Dashboard = "layout-dashboard", Link = "link", ListChecks = "list-checks",
    Loader = "loader-circle", Lock = "lock", LogIn = "log-in", LogOut = "log-out", Mail = "mail", Map = "map",
    MapPin = "map-pin", Menu = "menu", Monitor = "monitor", Moon = "moon", Navigation = "navigation",
    Package = "package", PackageCheck = "package-check", PackageX = "package-x", Pencil = "pencil",
    Phone = "phone", Play = "play", Plus = "plus", Printer = "printer", Receipt = "receipt",
    Refresh = "refresh-cw", Retry = "rotate-ccw", Route = "route", Save = "save", Scale = "scale",
    Search = "search", Send = "send", Settings = "settings", Sliders = "sliders-horizontal",
    Smartphone = "smartphone", SquareCheck = "square-check", Star = "star", Sun = "sun", Trash = "trash-2",
    Alert = "triangle-alert", Truck = "truck", Undo = "undo-2", Upload = "upload", User = "user",
    UserPlus = "user-plus", Users = "users", Weight = "weight", WifiOff = "wifi-off", Wrench = "wrench", X = "x",
}

/// How large an icon is beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    Small,
    #[default]
    Medium,
    Large,
}

#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct IconProps {
    pub name: IconName,
    #[prop_or_default]
    pub size: IconSize,
}

/// One icon in the colour of the text around it, silent for screen readers.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let size = match props.size {
        IconSize::Small => Some("icon--small"),
        IconSize::Medium => None,
        IconSize::Large => Some("icon--large"),
    };
    html! {
        <svg class={classes!("icon", size)} aria-hidden="true" focusable="false">
            <use href={format!("#{}", props.name.id())} />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::IconName;

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../icons.svg");
        for icon in IconName::ALL {
            assert!(
                sprite.contains(&format!("<symbol id=\"{}\"", icon.id())),
                "{icon:?} is not in icons.svg"
            );
        }
    }
}
