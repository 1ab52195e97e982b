"""The naive peer: GeoDataFrame → pydeck layer → st.pydeck_chart, sent again whole at every change."""

import pydeck as pdk
import streamlit as st

from benchmarks.peers.tutorial_frame import SHARES, fill_colours, load

st.set_page_config(layout="wide")
st.title("Energy poverty")
indicator = st.selectbox("Indicatore", list(SHARES))
gdf = load()
gdf["fill_color"] = fill_colours(gdf[indicator])
layer = pdk.Layer(
    "GeoJsonLayer",
    data=gdf.__geo_interface__,
    get_fill_color="properties.fill_color",
    get_line_color=[255, 255, 255],
    line_width_min_pixels=0.5,
    pickable=True,
)
view = pdk.ViewState(latitude=45.46, longitude=9.19, zoom=10.5)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, tooltip={"text": "{section_id}"}))
